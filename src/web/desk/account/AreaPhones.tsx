import { useState } from "react";
import type { DeviceLine } from "#capabilities/account/words.ts";
import { useLoad } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { Empty, Show, Unread } from "../parts/states.tsx";
import { type Contact, DeviceRow } from "./DeviceRow.tsx";

/** The phones of the area, read when somebody wants to see them. */
export function AreaPhones() {
  const { today, permissions } = useMe();
  const [opened, setOpened] = useState(false);
  const phones = useLoad<DeviceLine[]>(opened ? "/api/account/area-devices" : undefined);
  const contacts = useLoad<Contact[]>(opened && permissions.includes("sync.watch") ? "/api/sync/phones" : undefined);
  const contactOf = (line: DeviceLine): Contact | undefined =>
    contacts.data?.find((one) => one.deviceId === line.deviceId);
  return (
    <details className="card area-phones" onToggle={(event) => setOpened(event.currentTarget.open)}>
      <summary className="card-head">辖区内的手机</summary>
      <div className="card-body">
        {opened && <Unread of={contacts} what="各部手机最近的联系" />}
        {opened && (
          <Show of={phones}>
            {(lines) =>
              lines.length === 0 ? (
                <Empty hint="在人员的“办理”里出示二维码，由本人扫码绑定。">还没有绑定手机。</Empty>
              ) : (
                <ul>
                  {lines.map((line) => (
                    <DeviceRow
                      key={line.deviceId}
                      device={line}
                      contact={contactOf(line)}
                      today={today}
                      changed={phones.reload}
                      named
                    />
                  ))}
                </ul>
              )
            }
          </Show>
        )}
      </div>
    </details>
  );
}
