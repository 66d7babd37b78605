import { App, Button, Popconfirm } from "antd";
import { useState } from "react";
import type { Me } from "#capabilities/account/words.ts";
import { call } from "../app/api.ts";
import { useSession } from "../app/session.ts";
import { Card } from "../parts/Page.tsx";
import { Refused } from "../parts/states.tsx";
import { Enrol } from "./Enrol.tsx";
import { Recovery } from "./Recovery.tsx";
import { useAct } from "./useAct.ts";
import { useFresh } from "./useFresh.tsx";

const WHY = "绑定后，登录和导出都要填手机验证器上的 6 位数字；别人知道了密码也进不来。";

/** The second factor: set up, moved to another phone, its recovery codes drawn anew, laid down where no post wants it. */
export function MyFactor() {
  const { me, look } = useSession();
  const { message } = App.useApp();
  const { busy, refusal, act } = useAct();
  const { fresh, question } = useFresh();
  const [enrolling, setEnrolling] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const enrolled = me.secondFactor === "enrolled";
  const finish = (): void => {
    setEnrolling(false);
    setCodes(undefined);
    look();
  };
  const redraw = async (): Promise<void> => {
    const path = "/api/account/second-factor/recovery-codes";
    const made = await act(() => fresh(() => call<{ recoveryCodes: string[] }>("POST", path)));
    if (made) setCodes(made.value.recoveryCodes);
  };
  const replace = async (): Promise<void> => {
    const shown = await act(() => fresh(() => call<unknown>("POST", "/api/account/second-factor")));
    if (shown) setEnrolling(true);
  };
  const drop = async (): Promise<void> => {
    const dropped = await act(() => fresh(() => call<Me>("DELETE", "/api/account/second-factor")));
    if (!dropped) return;
    void message.success("已取消动态口令");
    look();
  };
  if (enrolling) return <Card title="动态口令">{<Enrol why={WHY} finished={finish} />}</Card>;
  if (codes) {
    return (
      <Card title="新的恢复码">
        <Recovery codes={codes} saved={finish} />
      </Card>
    );
  }
  return (
    <Card title="动态口令" note={enrolled ? "已绑定" : "未绑定"}>
      {question}
      <Refused refusal={refusal} />
      {!enrolled && <p>{WHY}</p>}
      <div className="buttons">
        <Button loading={busy} onClick={() => void replace()}>
          {enrolled ? "换一部手机绑定" : "绑定动态口令"}
        </Button>
        {enrolled && <Button onClick={() => void redraw()}>重新生成恢复码</Button>}
        {enrolled && (
          <Popconfirm
            title="取消后只凭密码登录，确定吗？"
            okText="取消绑定"
            cancelText="保留"
            onConfirm={() => void drop()}
          >
            <Button danger>取消动态口令</Button>
          </Popconfirm>
        )}
      </div>
    </Card>
  );
}
