import { useEffect, useRef, useState } from "react";
import type { Me, Need } from "#capabilities/account/words.ts";
import { ask } from "../app/api.ts";
import { ChoosePassword } from "./ChoosePassword.tsx";
import { Enrol } from "./Enrol.tsx";
import { ShowCode } from "./ShowCode.tsx";

const titles: Readonly<Record<Need, string>> = {
  code: "验证动态口令",
  password: "设置自己的密码",
  enrolment: "绑定动态口令",
};

interface StepsProps {
  readonly me: Me;
  /** What was typed to sign in: who has just given it is not asked for it again. */
  readonly password: string | undefined;
  readonly done: () => void | Promise<void>;
}

/** Says where one is: it takes the focus whenever the step changes. */
function Heading({ title }: { readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {title}
    </h2>
  );
}

/** What a session still lacks, one thing after the other, in the order in which the server wants it. */
export function Steps({ me, password, done }: StepsProps) {
  const [now, setNow] = useState(me);
  const need = now.needs[0];
  const next = async (after: Me): Promise<void> => {
    setNow(after);
    if (after.needs.length === 0) await done();
  };
  if (need === undefined) return <p className="opening">正在打开…</p>;
  return (
    <section className="card needs">
      <div className="card-head">
        <Heading key={need} title={titles[need]} />
        {now.needs.length > 1 && (
          <span className="card-note">
            之后：
            {now.needs
              .slice(1)
              .map((one) => titles[one])
              .join("、")}
          </span>
        )}
      </div>
      <div className="card-body">
        {need === "code" && <ShowCode passed={next} />}
        {need === "password" && <ChoosePassword me={now} current={password} stored={next} />}
        {need === "enrolment" && (
          <Enrol
            finished={async () => next(await ask<Me>("GET", "/api/account/me"))}
            why="您的岗位可以看到乡镇以上的数据，或管理系统，登录时除密码外还要验证动态口令。"
          />
        )}
      </div>
    </section>
  );
}
