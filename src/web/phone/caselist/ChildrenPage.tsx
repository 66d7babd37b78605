/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { CaseLine, LedgerPage } from "#capabilities/caselist/words.ts";
import type { z } from "zod";
import { isNumber } from "../../ui/personNumber.ts";
import { hashOf } from "../hash.ts";
import { Badge } from "../parts/Badge.tsx";
import { Field } from "../parts/Field.tsx";
import { Reading, Top } from "../parts/Page.tsx";
import { get } from "../server.ts";
import { useSession } from "../session.ts";
import { FearLine, type ShownLine } from "../sync/FearLine.tsx";
import { useLoaded } from "../useLoaded.ts";
import { useSettled } from "./useSettled.ts";
import { lastText, whoText, whyText } from "./dueWords.ts";
import { text } from "../language/text.ts";

type Page = z.infer<typeof LedgerPage>;

function ChildCard({ line }: { line: CaseLine & ShownLine }) {
  const { me, policy } = useSession();
  return (
    <li>
      <a class="card" href={hashOf({ page: "file", childId: line.childId })}>
        <div class="row">
          <Badge level={line.level} />
          <div class="grow">
            <p>
              <span class="name">{line.name}</span> <span class="soft">{whoText(line, me.today)}</span>
            </p>
            {line.guardian !== null && <p class="soft">{text("children.guardian", { name: line.guardian })}</p>}
            <p class="soft">{lastText(line, me.today)}</p>
          </div>
        </div>
        {whyText(line, policy) !== "" && <p>{whyText(line, policy)}</p>}
        <FearLine of={line} />
      </a>
    </li>
  );
}

/** Further pages of the same list, each asked for by one tap. */
function More({ path, first }: { path: string; first: Page }) {
  const [pages, setPages] = useState<readonly Page[]>([]);
  const next = (pages[pages.length - 1] ?? first).next;
  const more = async (): Promise<void> => {
    const answer = await get<Page>(`${path}&after=${next ?? ""}`);
    if (answer.kind === "ok") setPages([...pages, answer.body]);
  };
  return (
    <>
      {pages
        .flatMap((page) => page.lines)
        .map((line) => (
          <ChildCard key={line.childId} line={line} />
        ))}
      {next !== null && (
        <li>
          <button type="button" class="btn wide" onClick={() => void more()}>
            {text("children.more")}
          </button>
        </li>
      )}
    </>
  );
}

/** 孩子们: everybody of the village, the gravest colour first. */
export function ChildrenPage() {
  const [typed, setTyped] = useState("");
  const settled = useSettled(typed.trim());
  const isByNumber = isNumber(settled);
  const name = isByNumber ? "" : settled;
  const path = `/api/caselist/children?limit=50${name === "" ? "" : `&name=${encodeURIComponent(name)}`}`;
  const page = useLoaded<Page>(path);
  return (
    <main class="page">
      <Top title={text("children.title")} />
      <Field label={text("children.find")} type="search" value={typed} max={40} onInput={setTyped} />
      {isByNumber && <p class="note">{text("children.by_number")}</p>}
      <Reading of={page}>
        {(first) => (
          <ul class="plain-list stack">
            {first.lines.length === 0 && <li class="note">{text("children.none")}</li>}
            {first.lines.map((line) => (
              <ChildCard key={line.childId} line={line} />
            ))}
            <More key={path} path={path} first={first} />
          </ul>
        )}
      </Reading>
    </main>
  );
}
