import type { CallLine, GrantShown } from "#capabilities/sharing/words.ts";
import { operationNames } from "#capabilities/sharing/zh.ts";
import { minuteText } from "../../ui/dayText.ts";
import { usePages } from "../app/pages.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { PagesFoot } from "../parts/PagesFoot.tsx";
import { Empty, Show } from "../parts/states.tsx";

const refused: Readonly<Record<string, string>> = {
  "sharing.key_stopped": "已停用",
  "sharing.key_expired": "已到期",
  "sharing.key_not_here": "用于未授权的数据项或操作",
  "http.input_invalid": "范围、每页条数等参数不对",
  "sharing.key_holder_gone": "领取人已离岗",
};

const columns: readonly Column<CallLine>[] = [
  { title: "时间", look: "main", cell: ({ at }) => minuteText(at) },
  { title: "操作", cell: ({ operation }) => operationNames[operation] ?? operation },
  { title: "结果", cell: ({ answer }) => (answer === "ok" ? "成功" : `拒绝：${refused[answer] ?? "其他原因"}`) },
  { title: "条数", look: "num", cell: ({ rows }) => rows },
  { title: "提供编号", look: "quiet", cell: ({ number }) => number ?? "" },
  { title: "网络地址", look: "quiet", cell: ({ address }) => address ?? "" },
];

/** Each call of a grant, refused ones too, the newest first. */
export function Calls({ grant }: { readonly grant: GrantShown }) {
  const calls = usePages<CallLine>(`/api/sharing/grants/${grant.id}/calls`);
  return (
    <Show of={calls} lines={3}>
      {({ lines }) =>
        lines.length === 0 ? (
          <Empty>还没有调用过。</Empty>
        ) : (
          <>
            <Grid label="调用记录" columns={columns} rows={lines} keyOf={({ id }) => id} />
            <PagesFoot of={calls} unit="次" />
          </>
        )
      }
    </Show>
  );
}
