import { App, Button } from "antd";
import { SideDrawer } from "../parts/SideDrawer.tsx";
import { useState } from "react";
import type { Session } from "#capabilities/training/words.ts";
import { newId } from "#kernel/id.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad, useSend } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { useAreaPaths } from "../area/names.ts";
import { CommandForm } from "../parts/CommandForm.tsx";
import { FormFoot } from "../parts/FormFoot.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { ReasonInput } from "../parts/ReasonInput.tsx";
import { Empty, Show } from "../parts/states.tsx";
import "../styles/form.css";

function What({ of: { title, note, withdrawnOn, withdrawnWhy } }: { readonly of: Session }) {
  return (
    <>
      {title}
      {note !== "" && <small className="under">{note}</small>}
      {withdrawnOn !== null && (
        <small className="under">
          {longDay(withdrawnOn)}撤销：{withdrawnWhy}
        </small>
      )}
    </>
  );
}

const withdrawColumn = (open: (id: string) => void): Column<Session> => ({
  title: "办理",
  look: "act",
  cell: ({ id, title, withdrawnOn }) =>
    withdrawnOn === null ? (
      <Button size="small" aria-label={`撤销登记：${title}`} onClick={() => open(id)}>
        撤销登记
      </Button>
    ) : (
      <span className="muted">已撤销</span>
    ),
});

const columnsOf = (place: (code: string) => string): readonly Column<Session>[] => [
  { title: "内容", look: "main", cell: (one) => <What of={one} /> },
  { title: "日期", cell: (one) => longDay(one.day) },
  { title: "登记单位", cell: (one) => place(one.area) },
  { title: "登记人", look: "quiet", cell: (one) => one.by },
  { title: "到场", look: "num", cell: (one) => one.people },
  { title: "考核合格", look: "num", cell: (one) => one.examined },
];

/** Written down wrongly: it counts for nobody any more, and stays in the list with the reason. */
function Withdraw({ session, done }: { readonly session: Session; readonly done: () => void }) {
  const { message } = App.useApp();
  const [reason, setReason] = useState("");
  const { sending, refusal, send } = useSend(newId);
  const withdraw = async (): Promise<void> => {
    if (!(await send(`/api/training/sessions/${session.id}/withdraw`, { reason: reason.trim() }))) return;
    void message.success("登记已撤销，不再计入到场人员的培训");
    done();
  };
  return (
    <CommandForm submit={withdraw}>
      <p>
        {longDay(session.day)}“{session.title}”，到场 {session.people} 人。撤销后不再计入他们的培训，不能恢复；登记有错的，撤销后重新登记。
      </p>
      <ReasonInput title="为什么撤销" required max={200} value={reason} onChange={setReason} />
      <FormFoot refusal={refusal} sending={sending} disabled={reason.trim().length < 2} word="撤销登记" danger />
    </CommandForm>
  ); // prettier-ignore
}

/** 集中培训 that were held, the newest first. */
export function Sessions({ area }: { readonly area: string | undefined }) {
  const may = useMay();
  const sessions = useLoad<readonly Session[]>(address("/api/training/sessions", { area }));
  const pathOf = useAreaPaths((sessions.data ?? []).map((one) => one.area));
  const [openId, setOpenId] = useState<string>();
  const opened = sessions.data?.find(({ id }) => id === openId);
  const columns = columnsOf((code) => pathOf(code).at(-1) ?? "");
  const done = (): void => {
    setOpenId(undefined);
    sessions.reload();
  };
  return (
    <Card title="集中培训" note="登记过的，最近的在前" flush>
      <Show of={sessions}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty>还没有登记过集中培训。</Empty>
          ) : (
            <Grid
              label="集中培训"
              columns={may("training.hold") ? [...columns, withdrawColumn(setOpenId)] : columns}
              rows={rows}
              keyOf={(one) => one.id}
            />
          )
        }
      </Show>
      <SideDrawer open={opened !== undefined} onClose={() => setOpenId(undefined)} title="撤销登记" size={520} destroyOnHidden>
        {opened && <Withdraw key={opened.id} session={opened} done={done} />}
      </SideDrawer>
    </Card>
  ); // prettier-ignore
}
