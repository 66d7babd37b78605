/** @jsxImportSource preact */
import type { PublicPolicy } from "#capabilities/concern/words.ts";
import { Hotlines } from "../parts/Hotlines.tsx";

const choices = [
  { to: "report", word: "报告", says: "看到、听到孩子有危险，或者被打、被虐待、没人管" },
  { to: "declare", word: "报备", says: "父母出去务工，告诉村里孩子交给谁照看" },
  { to: "lookup", word: "查询", says: "报告、报备过的，凭编号和查询码看办得怎么样" },
] as const;

/** Three big choices, beneath the numbers for whoever cannot wait. */
export const Home = ({ policy }: { readonly policy: PublicPolicy }) => (
  <>
    <header>
      <p class="brand">童护</p>
      <h1>关心身边的孩子</h1>
    </header>
    <Hotlines hotlines={policy.hotlines} />
    <nav aria-label="办什么事" class="choices">
      {choices.map(({ to, word, says }) => (
        <a key={to} href={`#/${to}`} class={`choice ${to}`}>
          <b>{word}</b>
          <span>{says}</span>
        </a>
      ))}
    </nav>
    <p class="soft">不用登录。这个网页上没有任何孩子的信息；您写的只给办理的人看。</p>
    <section aria-labelledby="staff">
      <h2 id="staff">工作人员</h2>
      <p class="doors">
        <a href="/desk/">工作人员入口</a>
        <a href="/phone/">儿童主任入口</a>
      </p>
    </section>
  </>
);
