/** @jsxImportSource preact */
import type { LevelRhythm } from "#capabilities/grade/words.ts";
import { daysBetween } from "#kernel/day.ts";
import { sayWith } from "#web/ui/placesSaid.ts";
import { dayText, everyText } from "../days.ts";
import { kindText } from "../caselist/dueWords.ts";
import { type ChildFile, missingLabels, rhythmsNow, standingNow } from "./file.ts";
import { joined, listed, text } from "../language/text.ts";

function rhythmText({ every, kind }: LevelRhythm): string {
  const what = kind === "home_visit" || kind === "contact" ? kindText(kind) : text("kind.other");
  return text("why.rhythm", { every: everyText(every), kind: what });
}

/** That a child is a child goes without saying, wherever something else decided. */
function sayings(because: readonly { readonly fact: string; readonly say: string }[], file: ChildFile): string[] {
  const telling = because.filter(({ fact }) => fact !== "birthDate");
  return (telling.length > 0 ? telling : because).map(({ say }) => sayWith(say, file));
}

/** A change years ahead is nothing that one can act on. */
const SOON_DAYS = 366;

/** Why this colour, with its clause; what is still unknown; when time alone will change it. */
export function WhyList({ file }: { file: ChildFile }) {
  const { grade, changesOn, categories } = file.decision;
  const rhythms = rhythmsNow(file);
  const reasons = [...grade.grounds.map((ground) => ({ ...ground, doubt: ground.certainty === "suspected" })), ...(grade.grounds.length === 0 ? categories.filter((one) => one.answer === "yes" && one.ledger !== "statistics").map((one) => ({ ...one, doubt: false })) : [])]; // prettier-ignore
  const missing = missingLabels(file);
  return (
    <div class="stack">
      {standingNow(file)?.panel && <p class="strong">{text("why.panel")}</p>}
      {reasons.length === 0 && <p>{text(standingNow(file)?.level ? "why.none_shown" : "why.not_served")}</p>}
      {reasons.map((reason) => (
        <div key={reason.id}>
          <p class="strong">{reason.doubt ? text("why.suspected", { title: reason.title }) : reason.title}</p>
          <ul class="reasons">
            {sayings(reason.because, file).map((say) => (
              <li key={say}>{say}</li>
            ))}
          </ul>
          <p class="clause">{text("why.clause", { clause: reason.clause })}</p>
        </div>
      ))}
      {/* on every file, whatever it holds: a sentence for some alone would tell which ones (docs/decisions/0028) */}
      <p class="soft">{text("why.beside")}</p>
      {rhythms.length > 0 && <p>{text("why.todo", { what: joined(rhythms.map(rhythmText)) })}</p>}
      {missing.length > 0 && <p>{text("why.missing", { facts: listed(missing) })}</p>}
      {changesOn !== null && daysBetween(file.day, changesOn) <= SOON_DAYS && (
        <p class="soft">{text("why.changes", { day: dayText(changesOn, file.day) })}</p>
      )}
    </div>
  );
}
