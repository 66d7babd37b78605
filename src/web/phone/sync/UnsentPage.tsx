/** @jsxImportSource preact */
import { factByKey } from "#capabilities/registry/facts.ts";
import { freshId } from "../command.ts";
import { dayText } from "../days.ts";
import { hashOf } from "../hash.ts";
import { Top } from "../parts/Page.tsx";
import { useSession } from "../session.ts";
import { CommandCard } from "./CommandCard.tsx";
import { exportText, saveFile } from "./exporting.ts";
import type { Keep } from "./keep.ts";
import { type Content, isConcern, isListed, type Kept, type Question } from "./kept.ts";
import { Inherited } from "./Inherited.tsx";
import { useKeepHere, useVaultHere } from "./vaultContext.ts";
import { type Key, listed, recorded, spoken, text, word } from "../language/text.ts";

/** 9月25日 10:03, by the clock of China wherever the phone thinks it is. */
const momentText = (iso: string): string =>
  new Date(iso).toLocaleString(spoken(), {
    timeZone: "Asia/Shanghai",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });

const words = (key: string, value: unknown): string => {
  const options = factByKey.get(key)?.options;
  const one = (code: unknown): string => word(options?.[String(code)] ?? String(code));
  if (value === null || value === undefined) return text("unsent.nothing_filled");
  if (typeof value === "boolean") return text(value ? "question.yes" : "question.no");
  return Array.isArray(value) ? listed(value.map(one)) : one(value);
};

/** Both values, and a person's word between them: one of them is kept by another command, or the file's stays. */
function QuestionCard({ keep, question }: { keep: Keep; question: Question }) {
  const { me } = useSession();
  const { key, mine, theirs, on, childId, name } = question;
  const fact = factByKey.get(key)?.zh;
  const keepMine = async (): Promise<void> => {
    // dated when it is said: what others learn before it goes out is newer, and stands
    const body = { day: keep.today(), facts: { [key]: mine }, source: "visit", reason: recorded("unsent.reason") };
    const at = new Date().toISOString();
    await keep.add([{ id: freshId(), content: { operation: "registry.record", childId, name, at, body } }]);
    await keep.answered(question.id);
  };
  return (
    <section class="card" data-question={key}>
      <h2>{text("join.pair", { left: name, right: fact === undefined ? text("unsent.other_fact") : word(fact) })}</h2>
      <p>{text("unsent.question")}</p>
      <button type="button" class="btn wide" onClick={() => void keepMine()}>
        {text("unsent.mine", { value: words(key, mine) })}
      </button>
      <button type="button" class="btn wide" onClick={() => void keep.answered(question.id)}>
        {on === null
          ? text("unsent.theirs", { value: words(key, theirs) })
          : text("unsent.theirs_on", { value: words(key, theirs), day: dayText(on, me.today) })}
      </button>
    </section>
  );
}

/** Verdicts with which the file may have been changed. */
const changing: readonly unknown[] = ["right", "corrected"];

/** The same of a verdict: the one that holds stays, or this one is given again by whoever has seen both. */
function VerdictCard({ keep, question, again }: { keep: Keep; question: Question; again: Content }) {
  const { me } = useSession();
  const { mine, theirs, on, by = "", name } = question;
  const verdict = (value: unknown): string => text(`anomaly.verdict_${String(value)}` as Key);
  const keepMine = async (): Promise<void> => {
    const content = { ...again, at: new Date().toISOString(), body: { ...again.body, over: theirs } };
    await keep.add([{ id: freshId(), content }]);
    await keep.answered(question.id);
  };
  return (
    <section class="card" data-question={question.key}>
      <h2>{text("join.pair", { left: name, right: text("anomaly.title") })}</h2>
      <p>{text("anomaly.question", { who: by })}</p>
      {!isListed(again) && changing.includes(theirs) && mine !== "right" && (
        <p class="soft">{text("anomaly.question_back")}</p>
      )}
      <button type="button" class="btn wide" onClick={() => void keepMine()}>
        {text("anomaly.mine", { value: verdict(mine) })}
      </button>
      <button type="button" class="btn wide" onClick={() => void keep.answered(question.id)}>
        {text("anomaly.theirs", { value: verdict(theirs), day: on === null ? "" : dayText(on, me.today) })}
      </button>
    </section>
  );
}

/** A part of a declaration that its file did not take: said, with the file; nothing is put in by half. */
function LeftCard({ keep, question }: { keep: Keep; question: Question }) {
  const { id, key, childId, name } = question;
  const part = key.endsWith(".carer")
    ? text("declaration.left_carer")
    : text(key.endsWith(".away") ? "declaration.left_away" : "declaration.left_parent");
  return (
    <section class="card" data-question={key}>
      <h2>
        <a href={hashOf({ page: "file", childId })}>{text("join.pair", { left: name, right: part })}</a>
      </h2>
      <p>{text("declaration.left")}</p>
      <button type="button" class="btn wide" onClick={() => void keep.answered(id)}>
        {text("declaration.seen")}
      </button>
    </section>
  );
}

function AskedCard(asked: { keep: Keep; question: Question }) {
  const { again, key } = asked.question;
  if (again) return <VerdictCard {...asked} again={again} />;
  return key.startsWith("declaration.") ? <LeftCard {...asked} /> : <QuestionCard {...asked} />;
}

/** Of what goes out by itself; whatever was refused is always in sight. */
const SHOWN = 30;

/** 没有送出的: everything that the server has not confirmed, and what it asks back. */
export function UnsentPage() {
  const { me } = useSession();
  const { met, meet } = useVaultHere();
  const keep = useKeepHere();
  if (!keep)
    return (
      <main class="page">
        <Top title={text("unsent.none")} back={{ page: "today" }} />
        <p class="note">{text("unsent.not_kept")}</p>
      </main>
    );
  const waiting = keep.commands.filter((one) => one.state !== "arrived");
  const isRefused = ({ state }: Kept): boolean => state === "refused";
  const rest = waiting.filter((one) => !isRefused(one));
  const reports = rest.filter(({ content }) => isConcern(content));
  const others = rest.filter(({ content }) => !isConcern(content));
  const inSight = [...reports, ...waiting.filter(isRefused), ...others.slice(0, SHOWN)];
  const { village } = keep;
  const save = async (): Promise<void> =>
    saveFile(`tonghu-${keep.today()}.json`, await exportText(keep.commands, me.name, new Date().toISOString()));
  return (
    <main class="page">
      <Top
        title={waiting.length === 0 ? text("unsent.none") : text("unsent.title", { n: waiting.length })}
        back={{ page: "today" }}
      />
      {village && <p class="soft">{text("unsent.met", { moment: momentText(village.metAt) })}</p>}
      {met.kind === "away" && met.sentence !== "" && <p class="note">{met.sentence}</p>}
      {met.kind === "out" && (
        <a class="btn main wide" href={hashOf({ page: "enter" })}>
          {text("gone.enter")}
        </a>
      )}
      {keep.damaged > 0 && <p class="note">{text("unsent.damaged", { n: keep.damaged })}</p>}
      {keep.questions.map((question) => (
        <AskedCard key={question.id} keep={keep} question={question} />
      ))}
      {(village?.salvaged ?? 0) > 0 && <Inherited />}
      <ul class="plain-list stack">
        {inSight.map((command) => (
          <CommandCard key={command.id} keep={keep} command={command} />
        ))}
      </ul>
      {inSight.length < waiting.length && (
        <p class="soft">{text("unsent.more", { n: waiting.length - inSight.length })}</p>
      )}
      <button type="button" class="btn wide" disabled={met.kind === "under_way"} onClick={meet}>
        {text(met.kind === "under_way" ? "unsent.meeting" : "unsent.meet")}
      </button>
      {waiting.length > 0 && (
        <>
          <button type="button" class="btn wide" onClick={() => void save()}>
            {text("unsent.export")}
          </button>
          <p class="soft">{text("unsent.export_hint")}</p>
        </>
      )}
    </main>
  );
}
