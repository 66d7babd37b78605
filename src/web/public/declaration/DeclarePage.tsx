/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { PublicPolicy, PublicReceipt } from "#capabilities/concern/words.ts";
import { newId } from "#kernel/id.ts";
import { newSecret } from "../app/secret.ts";
import { ask } from "../app/server.ts";
import { AreaChoice } from "../parts/AreaChoice.tsx";
import { Field, Select } from "../parts/Field.tsx";
import { Receipt } from "../parts/Receipt.tsx";
import { Top } from "../parts/Top.tsx";
import { CarerFields, noCarer } from "./CarerFields.tsx";

const newMessage = () => ({ id: newId(), secret: newSecret() });
const blank = { who: "", name: "", phone: "", idNumber: "", child: "", birthDate: "", since: "", place: "" };
type Said = typeof blank;

const parents = [
  { value: "father", word: "父亲" },
  { value: "mother", word: "母亲" },
];

/** What is still wanted of a parent, in the words of the fields. */
const wantedOf = (said: Said, area: string | null, carer: string): string[] =>
  Object.entries({
    您是孩子的谁: said.who,
    您的姓名: said.name,
    您的电话: said.phone,
    孩子的姓名: said.child,
    孩子住在哪个村: area ?? "",
    哪天走的: said.since,
    去哪里: said.place,
    谁照看孩子: carer,
  }).flatMap(([word, value]) => (value.trim() === "" ? [word] : []));

const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** 报备: a parent who goes out to work says so to the village's director. */
export function DeclarePage({ policy }: { readonly policy: PublicPolicy }) {
  const [own, setOwn] = useState(newMessage);
  const [said, setSaid] = useState(blank);
  const [carer, setCarer] = useState(noCarer);
  const [area, setArea] = useState<string | null>(null);
  const [state, setState] = useState<"open" | "busy" | "unsure">("open");
  const [fault, setFault] = useState("");
  const [receipt, setReceipt] = useState<string>();
  const write = (part: keyof Said) => (value: string) => setSaid((now) => ({ ...now, [part]: value }));
  useEffect(() => scrollTo(0, 0), [receipt]);
  const send = async (): Promise<void> => {
    setState("busy");
    setFault("");
    const { who, name, phone, idNumber, child, birthDate, since, place } = said;
    const body = { ...own, area, who, parent: { name, phone, idNumber: idNumber.trim().toUpperCase() }, child: { name: child, ...(birthDate !== "" && { birthDate }) }, since, place, carer };
    const answer = await ask<PublicReceipt>("/api/declaration/public/declarations", body);
    if (answer.kind === "ok") return setReceipt(answer.body.number);
    setState(answer.kind === "unsure" ? "unsure" : "open");
    if (answer.kind !== "refused") return;
    if (answer.code === "journal.id_reused") setOwn(newMessage());
    setFault(answer.sentence);
  };
  if (receipt !== undefined) return <Sent number={receipt} secret={own.secret} />;
  const wanted = wantedOf(said, area, carer.name);
  return (
    <>
      <Top title="外出务工报备" says="出去务工的父母，把孩子交给谁照看告诉村里的儿童主任。儿童主任会打电话给您核实。" />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (state !== "busy" && wanted.length === 0) void send();
        }}
      >
        <section aria-labelledby="parent">
          <h2 id="parent">您</h2>
          <Select label="您是孩子的" value={said.who} empty="请选择" options={parents} onChange={write("who")} />
          <Field label="您的姓名" max={40} value={said.name} onInput={write("name")} />
          <Field label="您的电话" type="tel" max={30} value={said.phone} onInput={write("phone")} />
          <Field label="您的身份证号（可以不填）" max={18} value={said.idNumber} onInput={write("idNumber")} />
        </section>
        <section aria-labelledby="child">
          <h2 id="child">孩子</h2>
          <Field label="孩子的姓名" max={40} value={said.child} onInput={write("child")} />
          <Field label="出生日期（可以不填）" type="date" latest={today()} max={10} value={said.birthDate} onInput={write("birthDate")} />
          <h3>孩子住在哪里</h3>
          <AreaChoice village choose={setArea} />
        </section>
        <section aria-labelledby="away">
          <h2 id="away">外出</h2>
          <Field label="哪天走的" hint="还没走的，走的那天再来报备" type="date" latest={today()} max={10} value={said.since} onInput={write("since")} />
          <Field label="去哪里" hint="如：广东省东莞市厚街镇" max={100} value={said.place} onInput={write("place")} />
        </section>
        <CarerFields carer={carer} say={setCarer} />
        {fault !== "" && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
        {state === "unsure" && <Unsent policy={policy} />}
        {wanted.length > 0 && <p class="soft">还要填：{wanted.join("、")}</p>}
        <button type="submit" class="btn main wide" disabled={state === "busy" || wanted.length > 0}>
          {state === "busy" ? "正在发送……" : state === "unsure" ? "再发一次" : "提交报备"}
        </button>
      </form>
    </>
  );
} // prettier-ignore

const Unsent = ({ policy: { hotlines } }: { readonly policy: PublicPolicy }) => (
  <p class="fault" role="alert">
    没有送到：连不上服务器。写的内容还在，过一会儿再发一次；也可以直接打电话给村里的儿童主任
    {hotlines[1] ? `，或者打 ${hotlines[1].number}` : ""}。
  </p>
);

const Sent = ({ number, secret }: { readonly number: string; readonly secret: string }) => (
  <>
    <Top title="报备已经送到" says="村里的儿童主任会打电话给您核实，核实后记下来。" />
    <Receipt number={number} secret={secret} />
    <p class="doors">
      <a class="btn" href="#/lookup">
        查询办理情况
      </a>
      <a class="btn" href="#/">
        回到首页
      </a>
    </p>
  </>
);
