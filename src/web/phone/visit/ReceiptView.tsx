/** @jsxImportSource preact */
import type { DueLine } from "#capabilities/caselist/words.ts";
import { dueText } from "../caselist/dueWords.ts";
import type { Receipt } from "../command.ts";
import { hashOf } from "../hash.ts";
import { Badge } from "../parts/Badge.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Reading } from "../parts/Page.tsx";
import { type ChildFile, isAtOnce, levelNow, rhythmsNow } from "../registry/file.ts";
import { WhyList } from "../registry/WhyList.tsx";
import { getAll } from "../server.ts";
import { useSession } from "../session.ts";
import { useLoaded } from "../useLoaded.ts";
import { listed, text, word } from "../language/text.ts";

function NextTime({ file }: { file: ChildFile }) {
  const { me } = useSession();
  const due = useLoaded<readonly DueLine[]>("/api/caselist/due", getAll);
  if (due.state !== "here") return null;
  const line = due.value.find((one) => one.childId === file.childId);
  const every = rhythmsNow(file);
  if (every.length === 0) return null;
  return (
    <>
      <p class="strong">
        {text("receipt.next", { when: line ? dueText(line, me.today) : text("receipt.in_a_month") })}
      </p>
      {every.some(isAtOnce) && <p class="note bad strong">{text("receipt.at_once")}</p>}
    </>
  );
}

/** before: the colour until now; undefined for a child that has just been registered. */
type Before = string | null | undefined;

function NewColour({ file, before }: { file: ChildFile; before: Before }) {
  const after = levelNow(file);
  const changed = after === before ? "receipt.same" : "receipt.changed";
  return (
    <section class="card" data-now={after ?? "none"}>
      <h2>{text(before === undefined ? "receipt.colour" : changed)}</h2>
      <div class="row">
        {before !== undefined && after !== before && (
          <>
            <Badge level={before} />
            <span>{text("receipt.becomes")}</span>
          </>
        )}
        <Badge level={after} line />
      </div>
      {after !== before && <WhyList file={file} />}
      <NextTime file={file} />
    </section>
  );
}

/** The phone's own word: it is on the disk, and goes out by itself. */
function Waiting({ receipt }: { receipt: Receipt }) {
  const file = useLoaded<ChildFile>(`/api/registry/children/${receipt.childId}`);
  return (
    <>
      <output class="note good row">
        <Icon name="check" />
        <span>{text("receipt.kept")}</span>
      </output>
      <Reading of={file}>
        {({ fear }) =>
          fear ? (
            <section class="card alert" data-now={fear.level}>
              <h2>{text("receipt.may_become")}</h2>
              <Badge level={fear.level} line />
              <p class="strong">{text("receipt.because", { found: listed(fear.found.map(word)) })}</p>
              <p>{text("receipt.urgent")}</p>
            </section>
          ) : (
            <p class="soft">{text("receipt.later")}</p>
          )
        }
      </Reading>
    </>
  );
}

/** The server's own word that it has arrived, and what follows from it. */
function Arrived({ receipt, before }: { receipt: Receipt; before: Before }) {
  const file = useLoaded<ChildFile>(`/api/registry/children/${receipt.childId}`);
  return (
    <>
      <output class="note good row">
        <Icon name="check" />
        <span>{text(receipt.repeated ? "receipt.repeated" : "receipt.arrived", { n: receipt.seq })}</span>
      </output>
      <Reading of={file}>{(after) => <NewColour file={after} before={before} />}</Reading>
    </>
  );
}

export function ReceiptView({ receipt, before }: { receipt: Receipt; before?: Before }) {
  return (
    <>
      {receipt.waits ? <Waiting receipt={receipt} /> : <Arrived receipt={receipt} before={before} />}
      <a class="btn main wide" href={hashOf({ page: "today" })}>
        {text("receipt.today")}
      </a>
      <a class="btn wide" href={hashOf({ page: "file", childId: receipt.childId })}>
        {text("receipt.file")}
      </a>
    </>
  );
}
