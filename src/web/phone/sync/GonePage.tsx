/** @jsxImportSource preact */
import type { Gone } from "./farewell.ts";

const why: Readonly<Record<Gone["over"], string>> = {
  revoked: "这部手机已经停用",
  post: "您不再负责这个村",
  locked: "密码错了10次，手机已经清空",
};

/** The last page of a phone: why it is over, and where the work has gone. */
export function GonePage({ gone }: { gone: Gone }) {
  const { over, handedTo, saved } = gone;
  return (
    <main class="page">
      <header class="top">
        <h1>{why[over]}</h1>
      </header>
      {handedTo !== null && <p class="note">这个村交给了{handedTo}。</p>}
      <p>存在这部手机上的档案都已经清掉。</p>
      {saved > 0 && (
        <p class="note good">
          没有送出的{saved}条已经交给服务器，由{handedTo ?? "村里现在的儿童主任"}核对后记进档案。
        </p>
      )}
      <button type="button" class="btn main wide" onClick={() => location.reload()}>
        重新进入
      </button>
    </main>
  );
}
