import { departments, type Department, type PostKind, postKinds } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { conflict, Problem } from "#kernel/problem.ts";
import { addPeople, checkPost, invite, isLogin, keepSettings, postNames, resetAdministrator, settingsOf, type Shown, takeLogin } from "#capabilities/account/index.ts"; // prettier-ignore
import { getArea } from "#capabilities/area/index.ts";
import { changing } from "#capabilities/account/changing.ts";
import type { Command, Io, Values } from "./command.ts";
import { withInstallation } from "./installation.ts";
import { nothingMore } from "./usage.ts";

type Kind = Exclude<PostKind, "system">;

const isPost = (text: unknown): text is Kind =>
  typeof text === "string" && text !== "system" && (postKinds as readonly string[]).includes(text);

const isDepartment = (text: unknown): text is Department => (departments as readonly unknown[]).includes(text);

interface Wanted {
  readonly name: string;
  readonly kind: Kind;
  readonly area: string;
  readonly department?: Department;
  readonly login?: string;
}

function wantedOf({ name, post, area, department, login }: Values): Wanted {
  if (typeof name !== "string" || name.trim() === "" || !isPost(post) || typeof area !== "string")
    throw new Problem("cli.usage");
  if (department !== undefined && !isDepartment(department)) throw new Problem("cli.usage");
  if ((department !== undefined) !== (post === "department")) throw new Problem("cli.usage");
  if (login !== undefined && typeof login !== "string") throw new Problem("cli.usage");
  if (login !== undefined && !isLogin(login)) throw new Problem("account.login_malformed");
  return { name: name.trim(), kind: post, area, ...(department && { department }), ...(login && { login }) };
}

/** Whoever holds the machine appoints without a second person: the first of each kind has nobody above. */
export const command: Command = {
  name: "account add",
  zh: "登记一名工作人员及岗位，发放一次性登录码",
  en: "Add a person with a post; prints a one-time code to enter with",
  usage: `--name 张三 --post ${postKinds.filter((kind) => kind !== "system").join("|")} --area 445281001|0 [--department education] [--login zhangsan]`,
  options: {
    name: { type: "string" },
    post: { type: "string" },
    area: { type: "string" },
    department: { type: "string" },
    login: { type: "string" },
  },
  run: async (values, positionals, io) => {
    nothingMore(positionals);
    const wanted = wantedOf(values);
    return withInstallation(io, async ({ database, tonghu }) => {
      const { clock } = tonghu.ground;
      const day = today(clock);
      const { name, kind, area, department, login } = wanted;
      const place = area === "0" ? "全国" : (await getArea(database.owner, area, day)).name;
      checkPost("", { kind, area, reason: "account add", ...(department && { department }) }, [], undefined, day);
      const { personId, code } = await changing(database.owner, async (db) => {
        const [id = ""] = await addPeople(db, [{ name, kind, area, ...(department && { department }) }], { demo: false, day }); // prettier-ignore
        if (login !== undefined && !(await takeLogin(db, id, login))) throw conflict("account.login_taken");
        return { personId: id, code: await invite(db, id, clock.now()) };
      });
      if (io.json) io.out(JSON.stringify({ personId, code }));
      else io.out(`已登记 ${name}（${place}，${postNames[kind]}）。一次性登录码，七日内有效：\n${code}`);
      return 0;
    });
  },
};

/** The one time a password is seen: nothing else writes it anywhere. */
export function tellPassword(io: Io, { login, password }: Shown): void {
  io.out(`管理员账号（密码只显示这一次，首次登录须修改）：\n  登录名 ${login}\n  密码   ${password}`);
}

export const resetAdmin: Command = {
  name: "account reset-admin",
  zh: "管理员忘记密码时，在服务器上重设（--factor 同时解除动态口令）",
  en: "A new password for an administrator who lost it; --factor also drops the second factor",
  usage: "[--login admin] [--factor]",
  options: { login: { type: "string" }, factor: { type: "boolean" } },
  run: (values, positionals, io) => {
    nothingMore(positionals);
    return withInstallation(io, async ({ database, tonghu }) => {
      const login = typeof values["login"] === "string" ? values["login"] : "admin";
      const shown = await resetAdministrator(database.owner, tonghu.ground.clock, { login, factor: values["factor"] === true }); // prettier-ignore
      if (io.json) io.out(JSON.stringify(shown));
      else tellPassword(io, shown);
      return 0;
    });
  },
};

/** "passwordDays=90", "pairDelay.free=5": each value a whole number. */
function changed(settings: Record<string, unknown>, assignment: string): Record<string, unknown> {
  const [, key = "", part, value = ""] = /^(\w+)(?:\.(\w+))?=(\d{1,9})$/.exec(assignment) ?? [];
  if (key === "") throw new Problem("account.settings_wrong", { path: assignment.slice(0, 60) });
  if (part === undefined) return { ...settings, [key]: Number(value) };
  const inner = settings[key];
  return { ...settings, [key]: { ...(typeof inner === "object" ? inner : {}), [part]: Number(value) } };
}

export const settings: Command = {
  name: "account settings",
  zh: "查看或修改密码、登录和会话的设置",
  en: "Show or change the numbers of passwords, sign-in and sessions",
  usage: "[passwordDays=90 idleMinutes=20 pairDelay.free=5 …]",
  options: {},
  run: (_values, positionals, io) =>
    withInstallation(io, async ({ database }) => {
      let wanted: Record<string, unknown> = await settingsOf(database.owner);
      for (const assignment of positionals) wanted = changed(wanted, assignment);
      if (positionals.length > 0) await keepSettings(database.owner, wanted);
      io.out(JSON.stringify(await settingsOf(database.owner), null, io.json ? 0 : 2));
      return 0;
    }),
};
