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
            {line.guardian !== null && <p class="soft">监护人：{line.guardian}</p>}
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
            再看一些
          </button>
        </li>
      )}
    </>
  );
}

/** 孩子们: everybody of the village, the gravest colour first. */
export function ChildrenPage() {
  const [text, setText] = useState("");
  const settled = useSettled(text.trim());
  const isByNumber = isNumber(settled);
  const name = isByNumber ? "" : settled;
  const path = `/api/caselist/children?limit=50${name === "" ? "" : `&name=${encodeURIComponent(name)}`}`;
  const page = useLoaded<Page>(path);
  return (
    <main class="page">
      <Top title="孩子们" />
      <Field label="按姓名找" type="search" value={text} max={40} onInput={setText} />
      {isByNumber && <p class="note">手机上按姓名找；按证件号码或电话查找，请到电脑上。</p>}
      <Reading of={page}>
        {(first) => (
          <ul class="plain-list stack">
            {first.lines.length === 0 && <li class="note">没有找到。没有登记过的孩子，请点“登记”。</li>}
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
