/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { OwnNotice } from "#capabilities/notice/words.ts";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { command, deliver, freshId } from "../command.ts";
import { dayText } from "../days.ts";
import { hashOf } from "../hash.ts";
import { Reading, Top } from "../parts/Page.tsx";
import { ReadAloud } from "../parts/ReadAloud.tsx";
import { text } from "../language/text.ts";
import { useSession } from "../session.ts";
import { useVaultHere } from "../sync/vaultContext.ts";
import { useLoaded } from "../useLoaded.ts";
import { isUnread } from "./NoticesWaiting.tsx";

const dayOf = (moment: string): string => new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);

/** One tap: it has been read. The same receipt under the same id, however often it is tapped. */
function Receipt({ notice, done }: { notice: OwnNotice; done: () => void }) {
  const { meet } = useVaultHere();
  const [id] = useState(freshId);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState("");
  const send = async (): Promise<void> => {
    setSending(true);
    const answer = await deliver(command(`/api/notice/notices/${notice.id}/read`, id, {}));
    setSending(false);
    if (answer.kind !== "ok") return setRefused(answer.sentence);
    meet();
    done();
  };
  return (
    <>
      <button type="button" class="btn main wide" disabled={sending} onClick={() => void send()}>
        {text("notice.read")}
      </button>
      {refused !== "" && (
        <p class="note bad" role="alert">
          {refused}
        </p>
      )}
    </>
  );
}

/** The children of this village that it is about: their names stand on this phone alone. */
function About({ notice, names }: { notice: OwnNotice; names: ReadonlyMap<string, string> }) {
  const here = notice.childIds.filter((childId) => names.has(childId));
  if (here.length === 0) return null;
  return (
    <div class="stack">
      <p>{text("notice.about", { n: here.length })}</p>
      {here.map((childId) => (
        <a key={childId} class="btn wide" href={hashOf({ page: "file", childId })}>
          {names.get(childId)}
        </a>
      ))}
    </div>
  );
}

/** Until when, and whether somebody has asked again. */
function Term({ notice }: { notice: OwnNotice }) {
  const { me } = useSession();
  if (notice.readAt !== null)
    return <p class="soft">{text("notice.read_on", { day: dayText(dayOf(notice.readAt), me.today) })}</p>;
  const late = notice.readBy < me.today;
  return (
    <>
      <p class={late ? "late" : "strong"}>
        {text(late ? "notice.late" : "notice.by", { day: dayText(notice.readBy, me.today) })}
      </p>
      {notice.remindedAt !== null && <p class="late">{text("notice.reminded")}</p>}
    </>
  );
}

function Card({ notice, names, done }: { notice: OwnNotice; names: ReadonlyMap<string, string>; done: () => void }) {
  const { me } = useSession();
  const head = text("notice.from", { sender: notice.sender, day: dayText(dayOf(notice.sentAt), me.today) });
  return (
    <li class="card stack" data-notice={notice.title}>
      <h2>{notice.title}</h2>
      <p class="soft">{head}</p>
      {notice.withdrawnAt === null ? (
        <>
          <p class="told">{notice.words}</p>
          <About notice={notice} names={names} />
          <ReadAloud lines={[notice.title, notice.words]} />
          <Term notice={notice} />
          {isUnread(notice) && <Receipt notice={notice} done={done} />}
        </>
      ) : (
        <p class="note">{text("notice.withdrawn", { why: notice.withdrawnWhy ?? "" })}</p>
      )}
    </li>
  );
}

/** 通知: what waits to be read first, then what was. */
export function NoticesPage() {
  const notices = useLoaded<readonly OwnNotice[]>("/api/notice/mine");
  const children = useLoaded<{ lines: CaseLine[] }>("/api/caselist/children?limit=200");
  const names = new Map(children.state === "here" ? children.value.lines.map((line) => [line.childId, line.name]) : []);
  const again = notices.state === "loading" ? () => undefined : notices.again;
  return (
    <main class="page">
      <Top title={text("notice.title")} back={{ page: "today" }} />
      <Reading of={notices}>
        {(all) =>
          all.length === 0 ? (
            <p class="note">{text("notice.none")}</p>
          ) : (
            <ul class="plain-list stack">
              {[...all.filter(isUnread), ...all.filter((one) => !isUnread(one))].map((notice) => (
                <Card key={notice.id} notice={notice} names={names} done={again} />
              ))}
            </ul>
          )
        }
      </Reading>
    </main>
  );
}
