import type { RehearsalResult } from "#capabilities/policy/words.ts";
import { useAreaPaths } from "../area/names.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Frame } from "../parts/Frame.tsx";
import { Card } from "../parts/Page.tsx";
import { Empty } from "../parts/states.tsx";

const NONE = "不定级";

/** 增加12次, 减少3次, 不变. */
function changeText(by: number, unit: string): string {
  if (by === 0) return "不变";
  return `${by > 0 ? "增加" : "减少"}${Math.abs(by)}${unit}`;
}

/** How many children stand at each level, and at which they would stand. */
function Matrix({ result }: { readonly result: RehearsalResult }) {
  const levels = [...result.levels.map(({ id, title }) => ({ id, title })), { id: null, title: NONE }];
  const count = (from: string | null, to: string | null): number =>
    result.matrix.find((one) => one.from === from && one.to === to)?.count ?? 0;
  const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
  return (
    <Frame>
      <table className="grid grid-short matrix" aria-label="试算前后各等级的人数">
        <thead>
          <tr>
            <th scope="col">试算前 ＼ 试算后</th>
            {levels.map(({ title }) => (
              <th key={title} scope="col" className="num">
                {title}
              </th>
            ))}
            <th scope="col" className="num">
              试算前合计
            </th>
          </tr>
        </thead>
        <tbody>
          {levels.map((from) => (
            <tr key={from.title}>
              <th scope="row">{from.title}</th>
              {levels.map((to) => {
                const n = count(from.id, to.id);
                const moves = from.id !== to.id && n > 0;
                return (
                  <td key={to.title} className={moves ? "num moves" : "num"}>
                    {n}
                  </td>
                );
              })}
              <td className="num">{sum(levels.map((to) => count(from.id, to.id)))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">试算后合计</th>
            {levels.map((to) => (
              <td key={to.title} className="num">
                {sum(levels.map((from) => count(from.id, to.id)))}
              </td>
            ))}
            <td className="num">{result.children}</td>
          </tr>
        </tfoot>
      </table>
    </Frame>
  );
}

type Visits = RehearsalResult["visits"][number];
const visitColumns: readonly Column<Visits>[] = [
  { title: "一年要做的", look: "main", cell: ({ title }) => title },
  { title: "试算前", look: "num", cell: ({ before }) => `${before}次` },
  { title: "试算后", look: "num", cell: ({ after }) => `${after}次` },
  { title: "变化", look: "num", cell: ({ before, after }) => changeText(after - before, "次") },
];

type CategoryMove = RehearsalResult["categories"][number];
const categoryColumns: readonly Column<CategoryMove>[] = [
  { title: "类别", look: "main", cell: ({ title }) => title },
  { title: "新纳入", look: "num", cell: ({ gained }) => `${gained}人` },
  { title: "不再纳入", look: "num", cell: ({ lost }) => `${lost}人` },
];

type AreaMove = RehearsalResult["areas"][number];

function Areas({ areas }: { readonly areas: readonly AreaMove[] }) {
  const pathOf = useAreaPaths(areas.map(({ area }) => area));
  const columns: readonly Column<AreaMove>[] = [
    { title: "下级地区", look: "main", cell: ({ area }) => pathOf(area).at(-1) ?? area },
    { title: "儿童", look: "num", cell: ({ children }) => children },
    { title: "会有变化", look: "num", cell: ({ moved }) => moved },
    { title: "等级上升", look: "num", cell: ({ graver }) => graver },
    { title: "等级下降", look: "num", cell: ({ milder }) => milder },
  ];
  return <Grid label="各下级地区" columns={columns} rows={areas} keyOf={({ area }) => area} short />;
}

/** The effect in people and visits. */
export function Effect({ result }: { readonly result: RehearsalResult }) {
  const { children, moved, categories, visits, areas } = result;
  if (children === 0) return <Card title="结果"><Empty>本辖区还没有建档的儿童，没有可以试算的。</Empty></Card>;
  return (
    <>
      <Card title="等级" note={`共${children}名儿童，${moved === 0 ? "没有人有变化" : `${moved}名会有变化`}`} flush>
        <Matrix result={result} />
      </Card>
      <div className="two">
        <Card title="走访联系" note="按等级的频次折算，不计“立即”的" flush>
          <Grid label="一年的走访联系" columns={visitColumns} rows={visits} keyOf={({ kind }) => kind} short />
        </Card>
        <Card title="类别" flush={categories.length > 0}>
          {categories.length === 0 ? <p className="muted">各类别的人没有变化。</p> : <Grid label="类别的变化" columns={categoryColumns} rows={categories} keyOf={({ id }) => id} short />}
        </Card>
      </div>
      <Card title="各地" note={areas.length > 1 ? `${areas.length}个下级地区` : ""} flush>
        <Areas areas={areas} />
      </Card>
    </>
  );
} // prettier-ignore
