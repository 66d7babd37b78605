/** @jsxImportSource preact */
import { daysBetween } from "#kernel/day.ts";
import { sayWith } from "#web/ui/placesSaid.ts";
import { dayText, everyText } from "../days.ts";
import { kindWords } from "../caselist/dueWords.ts";
import { type ChildFile, missingLabels, rhythmsNow, standingNow } from "./file.ts";

const rhythmWord = (kind: string): string => kindWords[kind as keyof typeof kindWords] ?? "走访";

/** That a child is a child goes without saying, wherever something else decided. */
function sayings(because: readonly { readonly fact: string; readonly say: string }[], file: ChildFile): string[] {
  const telling = because.filter(({ fact }) => fact !== "birthDate");
  return (telling.length > 0 ? telling : because).map(({ say }) => sayWith(say, file));
}

/** A change years ahead is nothing that one can act on. */
const SOON_DAYS = 366;

const notServed = "按现在知道的情况，不在关爱服务范围。";
const noneShown = "没有可以列出的情形，按这个颜色的要求走访。";
/** On every file, whatever it holds: a sentence for some alone would tell which ones (docs/decisions/0028). */
const beside = "只列出手机上可以看的情形；其余的，无论有无，都不说明。";

/** Why this colour, with its clause; what is still unknown; when time alone will change it. */
export function WhyList({ file }: { file: ChildFile }) {
  const { grade, changesOn, categories } = file.decision;
  const rhythms = rhythmsNow(file);
  const reasons = [...grade.grounds.map((ground) => ({ ...ground, doubt: ground.certainty === "suspected" })), ...(grade.grounds.length === 0 ? categories.filter((one) => one.answer === "yes" && one.ledger !== "statistics").map((one) => ({ ...one, doubt: false })) : [])]; // prettier-ignore
  const missing = missingLabels(file);
  return (
    <div class="stack">
      {standingNow(file)?.panel && <p class="strong">镇里评估后定的颜色。</p>}
      {reasons.length === 0 && <p>{standingNow(file)?.level ? noneShown : notServed}</p>}
      {reasons.map((reason) => (
        <div key={reason.id}>
          <p class="strong">
            {reason.title}
            {reason.doubt && "（疑似）"}
          </p>
          <ul class="reasons">
            {sayings(reason.because, file).map((say) => (
              <li key={say}>{say}</li>
            ))}
          </ul>
          <p class="clause">依据：{reason.clause}</p>
        </div>
      ))}
      <p class="soft">{beside}</p>
      {rhythms.length > 0 && (
        <p>要做的：{rhythms.map((rhythm) => `${everyText(rhythm.every)}${rhythmWord(rhythm.kind)}`).join("，")}</p>
      )}
      {missing.length > 0 && <p>还不清楚：{missing.join("、")}。知道了，颜色或类别可能会变。</p>}
      {changesOn !== null && daysBetween(file.day, changesOn) <= SOON_DAYS && (
        <p class="soft">别的不变的话，{dayText(changesOn, file.day)}会变。</p>
      )}
    </div>
  );
}
