/** @jsxImportSource preact */
import { TextSizeSwitch } from "../parts/TextSizeSwitch.tsx";
import { Top } from "../parts/Page.tsx";
import { hashOf } from "../hash.ts";
import { useSession } from "../session.ts";
import { mayKeep } from "../sync/KeepPage.tsx";
import { useKeepHere, useVaultHere } from "../sync/vaultContext.ts";

export function MePage({ signOut }: { signOut: () => void }) {
  const { me, policy } = useSession();
  const { state, lock } = useVaultHere();
  const keep = useKeepHere();
  const unsent = keep?.unsent ?? 0;
  return (
    <main class="page">
      <Top title="我" side={<TextSizeSwitch />} />
      <section class="card">
        <p class="name">{me.name}</p>
        <p>
          {me.postName}，{me.areaPath.slice(2).join("")}
        </p>
        <p class="soft" hidden={policy.title === ""}>
          按《{policy.title}》（{policy.document}）工作
        </p>
      </section>
      {me.synthetic && <p class="note demo">这是演示：孩子和大人都是虚构的，不要录入真实的人。</p>}
      {me.post !== "director" && (
        <p class="note">
          这里是儿童主任用的页面。您是{me.postName}，请到
          <a class="strong" href="/desk/">
            工作人员入口
          </a>
          。
        </p>
      )}
      {mayKeep(me) && state.kind === "none" && (
        <a class="btn wide" href={hashOf({ page: "keep" })}>
          没有信号也要用？存到手机
        </a>
      )}
      {keep && (
        <button type="button" class="btn wide" onClick={lock}>
          锁上
        </button>
      )}
      <button type="button" class="btn wide" disabled={unsent > 0} onClick={signOut}>
        退出
      </button>
      {unsent > 0 && <p class="strong">还有{unsent}条没有送出，送出以后才能退出。</p>}
      <p class="soft">退出时，存在这部手机上的档案和没有保存的内容都会清掉。</p>
    </main>
  );
}
