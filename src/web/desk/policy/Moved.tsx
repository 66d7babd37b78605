import type { MovedLine, RehearsalResult } from "#capabilities/policy/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { usePages } from "../app/pages.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Show } from "../parts/states.tsx";

const fileOf = (childId: string): string => linkTo(`children/${childId}`);

function Who({ line: { childId, child } }: { readonly line: MovedLine }) {
  if (!child) return <>已不在本辖区</>;
  return (
    <>
      <a href={fileOf(childId)}>{child.name}</a>
      <small className="under">{longDay(child.birthDate)}出生</small>
    </>
  );
}

const categoriesText = ({ gained, lost }: MovedLine): string =>
  [...gained.map((title) => `新纳入：${title}`), ...lost.map((title) => `不再纳入：${title}`)].join("；") || "不变";

const columnsOf = (placeOf: (line: MovedLine) => string): readonly Column<MovedLine>[] => [
  { title: "儿童", look: "main", cell: (line) => <Who line={line} /> },
  { title: "所在地", cell: placeOf },
  { title: "试算前", cell: ({ from }) => from },
  { title: "试算后", cell: ({ from, to }) => (from === to ? `${to}（不变）` : <b>{to}</b>) },
  { title: "类别", cell: categoriesText },
];

function Lines({ lines }: { readonly lines: readonly MovedLine[] }) {
  const { area } = useMe();
  const pathOf = useAreaPaths(lines.flatMap(({ child }) => (child ? [child.area] : [])));
  const placeOf = ({ child }: MovedLine): string => (child ? placeText(pathOf(child.area), area) : "");
  return <Grid label="会有变化的儿童" columns={columnsOf(placeOf)} rows={lines} keyOf={({ childId }) => childId} />;
}

function noteOf({ moved, listed }: RehearsalResult): string {
  if (listed === moved) return `共${moved}名`;
  return `列出${listed}名：不看残疾、健康等敏感信息，也会有变化的（最多两万名）；人数以上面为准`;
}

/** Who would move, one by one; looking at them is kept as at every list of children. */
export function Moved({ result }: { readonly result: RehearsalResult }) {
  const pages = usePages<MovedLine>("/api/policy/rehearsal/children");
  const { listed } = result;
  return (
    <Card title="会有变化的儿童" note={noteOf(result)} flush>
      <Show of={pages}>
        {({ lines }) => (
          <>
            <Lines lines={lines} />
            <PagesFoot of={pages} unit="名" total={listed} />
          </>
        )}
      </Show>
    </Card>
  );
}
