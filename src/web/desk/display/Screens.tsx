import { Button, Popconfirm } from "antd";
import type { ScreenLine } from "#capabilities/display/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { useAct } from "../account/useAct.ts";
import { call } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { momentText } from "../account/accountText.ts";
import { Refused, Show } from "../parts/states.tsx";

/** The screens that are open in one's area, each to be ended from here. */
export function Screens() {
  const { today } = useMe();
  const screens = useLoad<ScreenLine[]>("/api/display/screens");
  const { busy, refusal, act } = useAct();
  const end = async (id: string): Promise<void> => {
    await act(() => call("DELETE", `/api/display/screens/${id}`));
    screens.reload();
  };
  return (
    <>
      <h3>已打开的大屏</h3>
      <Refused refusal={refusal} />
      <Show of={screens}>
        {(lines) =>
          lines.length === 0 ? (
            <p className="muted">没有打开的大屏。</p>
          ) : (
            <ul>
              {lines.map((line) => (
                <li key={line.id} className="post-line">
                  <span>
                    <b>
                      {line.name}：{line.areaName}
                    </b>
                    <small>
                      {line.openedBy}于{momentText(line.openedAt)}打开，{momentText(line.until)}到期；
                      {line.seenOn === null ? "还没有显示过" : `最近显示：${shortDay(line.seenOn, today)}`}
                    </small>
                  </span>
                  <Popconfirm title={`停用“${line.name}”？屏上的数字随即消失。`} okText="停用" onConfirm={() => void end(line.id)}>
                    <Button disabled={busy} aria-label={`停用${line.name}`}>
                      停用
                    </Button>
                  </Popconfirm>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </>
  ); // prettier-ignore
}
