import type { Item, Part } from "#capabilities/policy/words.ts";
import { useAreaPaths } from "../area/names.ts";
import { anchorOf, codesIn, packLink, withPlaces } from "./packPlaces.ts";
import { SaidView } from "./SaidView.tsx";
import { ClauseLink } from "./Wording.tsx";
import { useMarking } from "./wordingPlaces.ts";

const sources = { local: "本地设定：文件没有规定，可以修改", draft: "征求意见稿" } as const;

/** On the right what the machine does by it, in words. */
function Beside({ lines, rules }: Pick<Part, "lines" | "rules">) {
  const pathOf = useAreaPaths(codesIn(lines));
  return (
    <div className="rule-side">
      {lines.map((line) => (
        <p key={line}>{withPlaces(line, pathOf)}</p>
      ))}
      {rules.map(({ label, said }) => (
        <div key={label ?? ""}>
          {label && <p className="rule-label">{label}：</p>}
          <SaidView said={said} />
        </div>
      ))}
    </div>
  );
}

function Source({ source }: Pick<Part, "source">) {
  return source && <span className={`tag tag-${source}`}>{sources[source]}</span>;
}

function PartRow({ part }: { readonly part: Part }) {
  return (
    <div className="pack-row pack-part">
      <div className="clause-side">
        {part.title}
        {part.clause && <ClauseLink clause={part.clause} />}
        <Source source={part.source} />
      </div>
      <Beside {...part} />
    </div>
  );
}

interface Standing {
  readonly item: Item;
  readonly pack: string;
  readonly nameOf: (pack: string | null) => string;
}

/** By which pack it holds, whose rule it takes the place of, and where it asks for less on purpose. */
function From({ item, pack, nameOf }: Standing) {
  return (
    <p className="from">
      {item.from === null && <span className="tag">文件没有规定，系统按此办理</span>}
      {item.from !== null && item.from !== pack && <span className="tag">承自{nameOf(item.from)}</span>}
      {item.replaces !== null && (
        <a className="tag" href={packLink(item.replaces, item.id)}>
          代替{nameOf(item.replaces)}的规定
        </a>
      )}
      <Source source={item.source} />
    </p>
  );
}

/** One item: on the left the clause as it stands, on the right its rule. */
export function ItemView({ item, pack, nameOf }: Standing) {
  const { items } = useMarking();
  return (
    <article className="pack-item" data-marked={items.has(item.id) || undefined} id={anchorOf(item.id)} tabIndex={-1}>
      <div className="pack-row">
        <div className="clause-side">
          <h3>
            <a href={packLink(pack, item.id)} title="这一条的地址，可以发给别人">
              {item.title}
            </a>
          </h3>
          {item.clause && <ClauseLink clause={item.clause} />}
          {item.text && <blockquote>{item.text}</blockquote>}
          <From item={item} pack={pack} nameOf={nameOf} />
          {item.narrows && (
            <p className="narrows">
              <b>与上级不同：</b>
              {item.narrows.why}
              <ClauseLink clause={item.narrows.clause} />
            </p>
          )}
        </div>
        <Beside {...item} />
      </div>
      {item.parts.map((part) => (
        <PartRow key={`${part.title} ${part.clause ?? ""}`} part={part} />
      ))}
    </article>
  );
}
