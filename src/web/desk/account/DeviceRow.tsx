import { Button, Popconfirm } from "antd";
import type { Day } from "#kernel/day.ts";
import type { DeviceLine } from "#capabilities/account/words.ts";
import { shortDay } from "../../ui/dayText.ts";
import { call } from "../app/api.ts";
import { Refused } from "../parts/states.tsx";
import { momentText } from "./accountText.ts";
import { useAct } from "./useAct.ts";

/** When a phone was heard last and what it had not sent then; never where it is (国办函〔2026〕12号). */
export interface Contact {
  readonly deviceId: string;
  readonly contactAt: string;
  readonly unsent: number;
}

interface DeviceRowProps {
  readonly device: DeviceLine;
  readonly contact?: Contact | undefined;
  readonly today: Day;
  readonly changed: () => void;
  /** Whose phone it is, in a list of many people's. */
  readonly named?: boolean;
}

/** A phone, and its end: the next thing it asks for is refused. */
export function DeviceRow({ device, contact, today, changed, named = false }: DeviceRowProps) {
  const { busy, refusal, act } = useAct();
  const revoke = async (): Promise<void> => {
    if (await act(() => call("DELETE", `/api/account/devices/${device.deviceId}`))) changed();
  };
  return (
    <li className="post-line">
      <span>
        <b>{named ? `${device.personName}：${device.name}` : device.name}</b>
        <small>
          {device.postName}，{momentText(device.enrolledAt)}绑定
          {device.seenOn === null ? "" : `，最近使用${shortDay(device.seenOn, today)}`}
          {contact && `，${momentText(contact.contactAt)}联系过，当时`}
          {contact && (contact.unsent === 0 ? "都已送出" : <b>{contact.unsent}条记录还在手机里</b>)}
        </small>
        <Refused refusal={refusal} />
      </span>
      {device.revokedAt === null ? (
        <Popconfirm
          title="停用后这部手机立即退出，要重新绑定才能再用。"
          okText="停用"
          cancelText="不停用"
          onConfirm={() => void revoke()}
        >
          <Button danger disabled={busy}>
            停用
          </Button>
        </Popconfirm>
      ) : (
        <span className="muted">已停用</span>
      )}
    </li>
  );
}
