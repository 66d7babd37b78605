import { Button } from "antd";
import type { DeviceLine, SessionLine } from "#capabilities/account/words.ts";
import { call } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { Card } from "../parts/Page.tsx";
import { Empty, Refused, Show } from "../parts/states.tsx";
import { browserOf, momentText } from "./accountText.ts";
import { DeviceRow } from "./DeviceRow.tsx";
import { useAct } from "./useAct.ts";

function Sessions() {
  const sessions = useLoad<SessionLine[]>("/api/account/sessions");
  const { busy, refusal, act } = useAct();
  const end = async (id?: string): Promise<void> => {
    await act(() => call("DELETE", `/api/account/sessions${id === undefined ? "" : `/${id}`}`));
    sessions.reload();
  };
  const others = sessions.data?.filter((one) => !one.present) ?? [];
  const more = others.length > 1 && (
    <Button size="small" disabled={busy} onClick={() => void end()}>
      结束其他全部登录
    </Button>
  );
  return (
    <Card title="我的登录" note="不认识的，请结束它并修改密码" more={more}>
      <Refused refusal={refusal} />
      <Show of={sessions}>
        {(lines) => (
          <ul>
            {lines.map((line) => (
              <li key={line.id} className="post-line">
                <span>
                  <b>{line.device ?? browserOf(line.agent)}</b>
                  <small>
                    {line.postName}，{momentText(line.createdAt)}登录，最近使用{momentText(line.seenAt)}
                  </small>
                </span>
                {line.present ? (
                  <span className="muted">就是这里</span>
                ) : (
                  <Button disabled={busy} onClick={() => void end(line.id)}>
                    结束
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Show>
    </Card>
  );
}

function Phones() {
  const { today } = useMe();
  const phones = useLoad<DeviceLine[]>("/api/account/devices");
  return (
    <Card title="我的手机">
      <Show of={phones}>
        {(lines) =>
          lines.length === 0 ? (
            <Empty hint="儿童主任的手机由儿童督导员出示二维码绑定。">还没有绑定手机。</Empty>
          ) : (
            <ul>
              {lines.map((line) => (
                <DeviceRow key={line.deviceId} device={line} today={today} changed={phones.reload} />
              ))}
            </ul>
          )
        }
      </Show>
    </Card>
  );
}

/** Where one is signed in, and with which phones. */
export function MyPlaces() {
  return (
    <>
      <Sessions />
      <Phones />
    </>
  );
}
