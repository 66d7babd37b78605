import { Button, Input } from "antd";
import { useRef, useState } from "react";
import { isNumber } from "#kernel/watermark.ts";
import type { Origin } from "#capabilities/export/words.ts";
import { minuteText } from "../../ui/dayText.ts";
import { useAct } from "../account/useAct.ts";
import { address, call } from "../app/api.ts";
import { Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { Empty, Refused } from "../parts/states.tsx";
import { exportColumns } from "./exportColumns.tsx";

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The file stays where it is: only the digest of its content goes to the server. */
const digestOf = async (file: File): Promise<string> =>
  hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));

function Found({ origins }: { readonly origins: readonly Origin[] }) {
  if (origins.length === 0)
    return (
      <Empty hint="文件被改动或另存过，摘要就对不上：请看页眉、页脚或表尾的导出编号，按编号查。">
        本辖区的导出记录里没有这个文件。
      </Empty>
    );
  return (
    <>
      <Grid
        label="查到的导出"
        columns={exportColumns(() => undefined)}
        rows={origins.map(({ line }) => line)}
        keyOf={(line) => line.id}
      />
      <ul className="fetches">
        {origins.flatMap(({ line, fetches }) =>
          fetches.map((one) => (
            <li key={`${line.id} ${one.at}`}>
              {minuteText(one.at)}下载，网络地址 {one.address ?? "不详"}
            </li>
          )),
        )}
      </ul>
    </>
  );
}

/** Browsers digest nothing on a page that came unencrypted from another machine. */
const canDigest = (): boolean => globalThis.isSecureContext;

/** Where does this file come from: by the number on it, or by the file itself. */
export function OriginFinder() {
  const [number, setNumber] = useState("");
  const [found, setFound] = useState<readonly Origin[]>();
  const input = useRef<HTMLInputElement>(null);
  const { busy, refusal, act } = useAct();
  const look = async (query: () => Promise<{ number?: string; sha256?: string }>): Promise<void> => {
    const done = await act(async () => call<Origin[]>("GET", address("/api/export/origin", await query())));
    setFound(done?.value);
  };
  const ready = isNumber(number.trim());
  const take = (file: File | undefined): void => {
    if (file) void look(async () => ({ sha256: await digestOf(file) }));
    if (input.current) input.current.value = "";
  };
  return (
    <Card title="这个文件从哪里来" note="按印在文件上的导出编号，或按文件本身查">
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void look(async () => ({ number: number.trim() }));
        }}
      >
        <Input
          className="filter-wide"
          aria-label="导出编号"
          placeholder="如 20240701-48271-59326"
          value={number}
          maxLength={30}
          inputMode="numeric"
          onChange={(event) => setNumber(event.target.value)}
        />
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready}>
          按编号查
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="要查的文件"
          onChange={(event) => take(event.target.files?.[0])}
        />
        {canDigest() ? (
          <Button disabled={busy} onClick={() => input.current?.click()}>
            选择文件来查
          </Button>
        ) : (
          <span className="muted">按文件查须用加密连接（地址以 https 开头）打开本页</span>
        )}
      </form>
      <Refused refusal={refusal} />
      <div aria-live="polite">{found && <Found origins={found} />}</div>
    </Card>
  );
}
