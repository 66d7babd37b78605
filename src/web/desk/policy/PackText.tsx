import { Button, Input } from "antd";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { PackDocument, Section, Wordings } from "#capabilities/policy/words.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { Empty, Unread } from "../parts/states.tsx";
import { ItemView } from "./ItemView.tsx";
import { anchorOf, itemText, packLink } from "./packPlaces.ts";
import { TermsContext } from "./SaidView.tsx";
import { ClauseLink, WordingColumn } from "./Wording.tsx";
import { useMarkings, WordingContext } from "./wordingPlaces.ts";

interface Reading {
  readonly pack: PackDocument;
  readonly nameOf: (pack: string | null) => string;
}

/** What may be read of a pack beside its items, in the table of contents too. */
const front = [
  { id: "notes", title: "读法与取舍" },
  { id: "narrows", title: "与上级不同之处" },
] as const;

function Contents({ pack, sections }: { readonly pack: PackDocument; readonly sections: readonly Section[] }) {
  const shown = front.filter(({ id }) => pack[id].length > 0);
  return (
    <nav className="pack-contents" aria-label="目录">
      <h2>目录</h2>
      <ol>
        {[...shown.map((one) => ({ ...one, items: [] })), ...sections].map(({ id, title, items }) => (
          <li key={id}>
            <a href={packLink(pack.id, id)}>{title}</a>
            {items.length > 0 && <small className="muted">　{items.length}项</small>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Notes({ pack, nameOf }: Reading) {
  const own = pack.notes.filter(({ from }) => from === pack.id);
  const above = pack.chain.filter(({ id }) => id !== pack.id && pack.notes.some(({ from }) => from === id));
  const list = (id: string) => (
    <ol className="notes">{pack.notes.map(({ from, text }) => from === id && <li key={text}>{text}</li>)}</ol>
  );
  if (pack.notes.length === 0) return null;
  return (
    <section className="card pack-section" id={anchorOf("notes")} tabIndex={-1}>
      <div className="card-head">
        <h2>读法与取舍</h2>
        <span className="card-note">文件有歧义、缺漏或互相冲突的地方，系统怎样处理</span>
      </div>
      <div className="card-body">
        {own.length > 0 && list(pack.id)}
        {above.map(({ id, title }) => (
          <details key={id} className="notes-above" open={own.length === 0}>
            <summary>
              承自{nameOf(id)}：{title}
            </summary>
            {list(id)}
          </details>
        ))}
      </div>
    </section>
  );
}

function Narrows({ pack, nameOf }: Reading) {
  if (pack.narrows.length === 0) return null;
  return (
    <section className="card pack-section" id={anchorOf("narrows")} tabIndex={-1}>
      <div className="card-head">
        <h2>与上级不同之处</h2>
        <span className="card-note">下级的规定一般只能增加和收紧；在这里写明依据的除外</span>
      </div>
      <ul className="card-body narrows-list">
        {pack.narrows.map(({ from, item, title, why, clause, gone }) => (
          <li key={`${from} ${item}`}>
            {gone ? <b>{title}（不再适用）</b> : <a href={packLink(pack.id, item)}>{title}</a>}
            <span className="tag">{nameOf(from)}</span>
            <p>
              {why}
              <ClauseLink clause={clause} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Goes to the item that the address names, when it names another one. */
function useGoneTo(at: string | undefined): void {
  const gone = useRef<string>(undefined);
  useEffect(() => {
    if (at === undefined || gone.current === at) return;
    gone.current = at;
    const found = document.getElementById(anchorOf(at));
    found?.scrollIntoView({ block: "start" });
    found?.focus({ preventScroll: true });
  }, [at]);
}

function useFound(pack: PackDocument, sought: string): readonly Section[] {
  const words = sought.trim().toLowerCase().split(/\s+/).filter((word) => word !== "").join(" "); // prettier-ignore
  const texts = useMemo(
    () => new Map(pack.sections.flatMap(({ items }) => items.map((item) => [item.id, itemText(item)]))),
    [pack],
  );
  return useMemo(() => {
    if (words === "") return pack.sections;
    const holds = (id: string): boolean => words.split(" ").every((word) => texts.get(id)?.includes(word));
    const kept = pack.sections.map((section) => ({ ...section, items: section.items.filter(({ id }) => holds(id)) }));
    return kept.filter(({ items }) => items.length > 0);
  }, [pack, texts, words]);
}

/** Notes and documents of the packs above are closed on the screen, and open on paper. */
function printWhole(): void {
  const shut = document.querySelectorAll<HTMLDetailsElement>("details.notes-above, details.worded-document");
  for (const one of shut) one.open = true;
  print();
}

/** A pack as one reads a document: the clause on the left, its rule in words on the right. */
export function PackText({ pack, nameOf, at }: Reading & { readonly at: string | undefined }) {
  const { query } = usePlace();
  const sought = query["q"] ?? "";
  const sections = useFound(pack, sought);
  const count = sections.reduce((sum, { items }) => sum + items.length, 0);
  useGoneTo(at);
  const terms = useMemo(() => {
    const items = pack.sections.find(({ id }) => id === "define")?.items ?? [];
    const said = items.flatMap(({ id, rules: [rule] }) => (rule ? [[id.slice("define.".length), rule.said] as const] : []));
    return { pack: pack.id, said: new Map(said) };
  }, [pack]); // prettier-ignore
  const seek = useCallback((text: string): void => go(linkTo(`policy/${pack.id}`, { q: text }), true), [pack.id]);
  const uncover = useCallback(() => seek(""), [seek]);
  const text = useLoad<Wordings>(`/api/policy/packs/${encodeURIComponent(pack.id)}/wording`);
  const wordings = text.data;
  const marking = useMarkings(wordings, uncover);
  const worded = (wordings?.documents.length ?? 0) > 0;
  return (
    <TermsContext value={terms}>
      <WordingContext value={marking}>
        <div className="pack-finder screen-only">
          <Input.Search
            enterButton="查找"
            aria-label="在政策中查找"
            placeholder="在政策中查找，如：失联、残疾、走访"
            value={sought}
            onChange={(event) => seek(event.target.value)}
          />
          <output className="muted">{sought.trim() !== "" && `找到${count}项`}</output>
          <Button onClick={printWhole}>打印</Button>
        </div>
        <Unread of={text} what="文件原文" />
        {wordings && !worded && <p className="muted">本政策包没有附文件原文，下面只有规则。</p>}
        <div className="pack-reading" data-worded={worded || undefined}>
          {worded && <WordingColumn />}
          <Contents pack={pack} sections={sections} />
          <div className="pack-body">
            {sought.trim() === "" && (
              <>
                <Notes pack={pack} nameOf={nameOf} />
                <Narrows pack={pack} nameOf={nameOf} />
              </>
            )}
            {sections.length === 0 && <Empty hint="换一个词，或者清空查找。">没有找到这些字的条文。</Empty>}
            {sections.map(({ id, title, items }) => (
              <section key={id} className="card pack-section" id={anchorOf(id)} tabIndex={-1}>
                <div className="card-head">
                  <h2>{title}</h2>
                  <span className="card-note">{items.length}项</span>
                  {!worded && <span className="card-more rule-head">左边是条款，右边是规则</span>}
                </div>
                <div>
                  {items.map((item) => (
                    <ItemView key={item.id} item={item} pack={pack.id} nameOf={nameOf} />
                  ))}
                </div>
              </section>
            ))}
          </div>
        </div>
      </WordingContext>
    </TermsContext>
  );
}
