import type { WordedDocument } from "#capabilities/policy/words.ts";
import { clauseAnchor, useMarking } from "./wordingPlaces.ts";

type Clause = WordedDocument["clauses"][number];

function ClauseText({ pack, clause }: { readonly pack: string; readonly clause: Clause }) {
  const { marked, showRules } = useMarking();
  const place = { pack, clause: clause.id };
  const isMarked = marked?.pack === pack && marked.clause === clause.id;
  return (
    <section
      className={`worded worded-${String(clause.depth)}`}
      data-marked={isMarked || undefined}
      id={clauseAnchor(place)}
      tabIndex={-1}
    >
      {clause.lines.map((line, n) => (
        // eslint-disable-next-line react/no-array-index-key -- the lines of a document never change their order
        <p key={n}>{line}</p>
      ))}
      {clause.items.length > 0 && (
        <button
          type="button"
          className="to-rules screen-only"
          aria-label={`看规则（${String(clause.items.length)}项）：${clause.id}`}
          onClick={() => showRules(place, clause.items)}
        >
          看规则（{clause.items.length}项）
        </button>
      )}
    </section>
  );
}

function DocumentText({ of }: { readonly of: WordedDocument }) {
  return (
    <>
      <p className="muted">
        {of.issued}
        {of.note !== null && `　${of.note}`}
      </p>
      {of.opening.map((line) => (
        <p key={line} className="worded">
          {line}
        </p>
      ))}
      {of.clauses.map((clause) => (
        <ClauseText key={clause.id} pack={of.pack} clause={clause} />
      ))}
    </>
  );
}

/** The documents themselves, clause by clause: the pack's own open, those of the packs above to be opened. */
export function WordingColumn() {
  const { wordings } = useMarking();
  if (!wordings || wordings.documents.length === 0) return null;
  const missing = wordings.without.map(({ document }) => document);
  return (
    <aside className="pack-wording card" aria-label="文件原文">
      <div className="card-head">
        <h2>文件原文</h2>
      </div>
      <div className="card-body">
        {wordings.documents.map((one, n) => (
          <details key={one.pack} open={n === 0} className="worded-document">
            <summary>
              <b>{one.number}</b>
              <span>{one.title}</span>
            </summary>
            <DocumentText of={one} />
          </details>
        ))}
        {missing.length > 0 && <p className="muted">没有附原文、只有规则的文件：{missing.join("、")}。</p>}
      </div>
    </aside>
  );
}

/** The clause that an item names: opens its words where the document is at hand; where it names several, each has its own. */
export function ClauseLink({ clause }: { readonly clause: string }) {
  const { wordings, showClause } = useMarking();
  const [place, ...more] = wordings?.cites[clause] ?? [];
  if (!place) return <small className="clause">{clause}</small>;
  return (
    <span className="clause clause-links">
      <button type="button" className="clause-link" title={`看${place.clause}的原文`} onClick={() => showClause(place)}>
        {clause}
      </button>
      {more.map((other) => (
        <button
          key={`${other.pack} ${other.clause}`}
          type="button"
          className="clause-link clause-also screen-only"
          title={`看${other.clause}的原文`}
          onClick={() => showClause(other)}
        >
          又见{other.clause}
        </button>
      ))}
    </span>
  );
}
