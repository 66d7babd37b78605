import { type PostKind, postKinds } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { Problem } from "#kernel/problem.ts";
import { addPeople, invite, postNames } from "#capabilities/account/index.ts";
import { getArea } from "#capabilities/area/index.ts";
import type { Command } from "./command.ts";
import { withInstallation } from "./installation.ts";

const isPost = (text: unknown): text is PostKind =>
  typeof text === "string" && text !== "system" && (postKinds as readonly string[]).includes(text);

export const command: Command = {
  name: "account add",
  zh: "登记一名工作人员及岗位，发放一次性登录码",
  en: "Add a person with a post; prints a one-time code to enter with",
  usage: "--name 张三 --post director|supervisor|county|city|province --area 445281001",
  options: { name: { type: "string" }, post: { type: "string" }, area: { type: "string" } },
  run: async (values, _positionals, io) => {
    const { name, post, area } = values;
    if (typeof name !== "string" || name.trim() === "" || !isPost(post) || typeof area !== "string")
      throw new Problem("cli.usage");
    return withInstallation(io, async ({ database, tonghu }) => {
      const day = today(tonghu.ground.clock);
      const unit = await getArea(database.owner, area, day);
      const [personId = ""] = await addPeople(database.owner, [{ name: name.trim(), kind: post, area }], {
        demo: false,
        day,
      });
      const code = await invite(database.owner, personId, tonghu.ground.clock.now());
      if (io.json) io.out(JSON.stringify({ personId, code }));
      else io.out(`已登记 ${name}（${unit.name}，${postNames[post]}）。一次性登录码，七日内有效：\n${code}`);
      return 0;
    });
  },
};
