/** @jsxImportSource preact */
import { TextSizeSwitch } from "../parts/TextSizeSwitch.tsx";
import { Top } from "../parts/Page.tsx";
import { useSession } from "../session.ts";

export function MePage({ signOut }: { signOut: () => void }) {
  const { me, policy } = useSession();
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
      <button type="button" class="btn wide" onClick={signOut}>
        退出
      </button>
      <p class="soft">退出时，没有保存的走访内容会从这部手机上清掉。</p>
    </main>
  );
}
