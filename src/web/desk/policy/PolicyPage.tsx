import type { PackDocument, PackHead, PackList } from "#capabilities/policy/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { Examples } from "./Examples.tsx";
import { packLink, usePackNames } from "./packPlaces.ts";
import { PackText } from "./PackText.tsx";
import { RehearsalPage } from "./RehearsalPage.tsx";
import "../styles/policy.css";

const periodText = ({ from, to }: Pick<PackHead, "from" | "to">): string =>
  `${longDay(from)}起施行${to === null ? "" : `，至${longDay(to)}前`}`;

const tabs = [
  { at: undefined, title: "条文与规则" },
  { at: "examples", title: "例子与答案" },
  { at: "rehearsal", title: "试算改动" },
] as const;

/** The packs of the area from the nation down, and which one held from when to when. */
function Shelf({ list, now, nameOf }: { readonly list: PackList; readonly now: string; readonly nameOf: (id: string | null) => string }) {
  return (
    <div className="pack-shelf screen-only">
      <nav aria-label="政策包">
        <ul>
          {list.packs.map((pack) => (
            <li key={pack.id}>
              <a href={packLink(pack.id)} aria-current={pack.id === now ? "page" : undefined}>
                <b>{nameOf(pack.id)}</b>
                <span>{pack.document}</span>
                <small className="muted">
                  {pack.id === list.own ? "本地区现行" : pack.inEffect ? "施行中" : "不在施行期"}
                </small>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <details>
        <summary>本地区以前按哪个文件：从何时到何时</summary>
        <ul className="pack-periods">
          {list.periods.map(({ from, to, id, title }) => (
            <li key={from}>
              <span>
                {longDay(from)}起，{to === null ? "至今" : `到${longDay(to)}前`}
              </span>
              {id === null ? title : <a href={packLink(id)}>{title}</a>}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
} // prettier-ignore

function Pack({ id, at, list }: { readonly id: string; readonly at: string | undefined; readonly list: PackList }) {
  const read = useLoad<PackDocument>(`/api/policy/packs/${encodeURIComponent(id)}`);
  const chain = read.data?.chain ?? [];
  const nameOf = usePackNames([...list.packs, ...chain]);
  const may = useMay();
  const shown = tabs.filter((one) => one.at !== "rehearsal" || may("policy.rehearse"));
  const tab = shown.find((one) => one.at === at)?.at;
  return (
    <>
      <Shelf list={list} now={id} nameOf={nameOf} />
      <Show of={read}>
        {(pack) => (
          <>
            <div className="pack-title">
              <h2>{pack.title}</h2>
              <p>
                {pack.document}　{periodText(pack)}　第{pack.ref.split("@")[1]}版
              </p>
              {chain.length > 1 && (
                <p className="muted">
                  本页是全部现行内容：{chain.map((one) => nameOf(one.id)).toReversed().join(" → ")}
                  ，下级的规定代替上级的同一项，其余承自上级。
                </p>
              )}
            </div>
            <nav className="pack-tabs screen-only" aria-label="看什么">
              {shown.map((one) => (
                <a key={one.title} href={packLink(id, one.at)} aria-current={one.at === tab ? "page" : undefined}>
                  {one.title}
                </a>
              ))}
            </nav>
            {tab === "examples" && <Examples pack={id} />}
            {tab === "rehearsal" && <RehearsalPage />}
            {tab === undefined && <PackText pack={pack} nameOf={nameOf} at={at} />}
          </>
        )}
      </Show>
    </>
  );
} // prettier-ignore

/** The policy packs of the area, read as a document beside its rules. */
export function PolicyPage({ parts }: { readonly parts: readonly string[] }) {
  const list = useLoad<PackList>("/api/policy/packs");
  const [id, at] = parts;
  return (
    <Page title="现行政策" note="条款、按条款写成的规则、例子和答案">
      <Show of={list}>
        {(packs) => {
          const shown = id ?? packs.own ?? undefined;
          return shown === undefined ? (
            <Empty hint="请告诉系统管理员。">本地区今天没有施行的政策。</Empty>
          ) : (
            <Pack id={shown} at={at} list={packs} />
          );
        }}
      </Show>
    </Page>
  );
}
