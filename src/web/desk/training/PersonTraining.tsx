import type { TrainingFile, TrainingRecord } from "#capabilities/training/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { postText, stateText } from "./trainingText.tsx";

const result = ({ kind, passed, examined, right, of }: TrainingRecord): string => {
  if (kind === "session") return examined ? "到场，考核合格" : "到场";
  return `${passed ? "合格" : "未合格"}（${of} 题对 ${right} 题）`;
};

const columns: readonly Column<TrainingRecord>[] = [
  { title: "日期", look: "main", cell: (one) => longDay(one.day) },
  { title: "内容", cell: (one) => one.title },
  { title: "方式", cell: (one) => (one.kind === "exam" ? "考试" : "集中培训") },
  { title: "结果", cell: result },
];

/** The training file of one person (建立覆盖全员的儿童主任培训档案, 粤民发〔2024〕32号 五16). */
export function PersonTraining({ id }: { readonly id: string }) {
  const { area } = useMe();
  const file = useLoad<TrainingFile>(`/api/training/people/${id}`);
  const pathOf = useAreaPaths(file.data ? [file.data.area] : []);
  return (
    <Page title="培训档案" note={<a href={linkTo("training")}>全部人员</a>}>
      <Show of={file}>
        {(one) => (
          <Card title={one.name} note={`${postText(one.post)}，${placeText(pathOf(one.area), area)}，${longDay(one.fromDay)}起任职`} flush>
            <p className="card-body">{stateText(one.state)}</p>
            {one.records.length === 0 ? (
              <Empty>还没有培训记录。</Empty>
            ) : (
              <Grid label="培训记录" columns={columns} rows={one.records} keyOf={(record) => record.id} />
            )}
          </Card>
        )}
      </Show>
    </Page>
  ); // prettier-ignore
}
