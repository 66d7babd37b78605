import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { addPeople } from "#capabilities/account/index.ts";
import { newId } from "#kernel/id.ts";
import { type Caller, enter, leftBehind, places } from "../cast.ts";
import { openPhone, type Phone } from "./ownBrowser.ts";
import { openSiteUnder, type Site } from "./site.ts";

export const PIN = "314159";

export interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Enrolled {
  readonly phone: Phone;
  readonly deviceId: string;
}

export type VillageSite = Awaited<ReturnType<typeof openVillage>>;

/**
 * The east village on a real server, with a director, the county's officer, and phones that keep it. `through`: what
 * stands between the phones and the server, by its address; `pages`: those beside the phone's.
 */

export async function openVillage(
  through?: (base: string) => Promise<string>,
  pages: readonly ("desk" | "public")[] = [],
  policyFolder?: string,
) {
  const site: Site = await openSiteUnder(policyFolder, ["phone", ...pages]);
  const { people, app } = site;
  const base = (await through?.(site.base)) ?? site.base;
  const director = await enter(people, app, "director", places.eastVillage);
  const county = await enter(people, app, "county", places.county);
  let phone: Phone | undefined;

  let n = 0;
  async function child(facts: Record<string, unknown> = {}): Promise<{ readonly id: string; readonly name: string }> {
    n += 1;
    const [id, name] = [newId(), `田小${"一二三四五六七八九十"[n - 1] ?? n}`];
    const command = { id: newId(), childId: id, area: places.eastVillage, facts: { ...leftBehind, name, ...facts } };
    const answer = await director.post("/api/registry/children", command);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return { id, name };
  }

  const entriesOf = async (childId: string): Promise<Entry[]> =>
    (await director.get(`/api/registry/children/${childId}/entries`)).body as Entry[];
  const visitsOf = async (childId: string): Promise<Entry[]> =>
    (await entriesOf(childId)).filter((entry) => entry.kind === "visit.recorded");

  /** Keeps the village of whoever is in under a PIN. */
  async function keepVillage(page: Page): Promise<void> {
    await page.getByRole("link", { name: "没有信号也要用？存到手机" }).click();
    await page.getByLabel("6位数字").fill(PIN);
    await page.getByLabel("再输入一次").fill(PIN);
    await page.getByRole("button", { name: "存到手机" }).click();
    await sent(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  /** A phone of a made-up director that keeps its village. */
  async function kept(): Promise<Phone> {
    phone = await openPhone();
    const page = phone.page();
    await page.goto(`${base}/phone/`);
    await page.getByLabel("找村名或姓名").fill("演示");
    await page.getByRole("button", { name: "演示director" }).first().click();
    await keepVillage(page);
    return phone;
  }

  /** A phone that the supervisor has enrolled for a director of the village. */
  async function enrolled(supervisor: Caller, name: string): Promise<Enrolled> {
    const { owner } = people.database.db;
    const [personId] = await addPeople(owner, [{ name, kind: "director", area: places.eastVillage }], { demo: false, day: "2024-01-01" }); // prettier-ignore
    const { rows } = await owner.query<{ id: string }>("select id from account_post where person_id = $1", [personId]);
    const made = await supervisor.post("/api/account/device-codes", { postId: rows[0]?.id });
    phone = await openPhone();
    const page = phone.page();
    await page.goto(`${base}/phone/#/enrol/${(made.body as { code: string }).code}`);
    await page.getByRole("button", { name: "绑定并进入" }).click();
    await keepVillage(page);
    const devices = await owner.query<{ id: string }>("select id from account_device where person_id = $1", [personId]);
    return { phone, deviceId: devices.rows[0]?.id ?? "" };
  }

  const databasesOn = (page: Page): Promise<number> => page.evaluate(async () => (await indexedDB.databases()).length);

  const unsentOn = async (page: Page): Promise<number> =>
    Number(await page.locator("[data-unsent]").getAttribute("data-unsent"));
  const sent = (page: Page): Promise<void> => page.locator(".strip[data-unsent='0']:not(.quiet)").waitFor();

  async function unlock(page: Page): Promise<void> {
    await page.getByLabel(/请输入6位密码/).fill(PIN);
    await page.locator("[data-unsent]").waitFor();
  }

  async function opened(page: Page): Promise<void> {
    await page.goto(`${base}/phone/`);
    await unlock(page);
  }

  /** A visit where nothing changed, but for what is found. */
  async function visit(page: Page, childId: string, more: { note?: string; found?: string } = {}): Promise<void> {
    await page.goto(`${base}/phone/#/`);
    await page.getByRole("tab").first().waitFor();
    await page.goto(`${base}/phone/#/visit/${childId}/home_visit`);
    if (more.found === undefined) await page.getByRole("radio", { name: "都没有" }).click();
    else {
      await page.getByRole("radio", { name: "有，或者怀疑有" }).click();
      await page.locator(`[data-key="${more.found}"]`).getByRole("radio", { name: "疑似" }).click();
    }
    await page.getByRole("button", { name: "都和上次一样" }).click();
    if (more.note !== undefined) await page.getByLabel("想记下的话").fill(more.note);
    await page.getByRole("button", { name: "保存" }).click();
    await page.getByText("存在手机里了").waitFor();
  }

  /** A registration, after the phone has warned of who it may be; the child's id. */
  async function register(page: Page, name: string, number: string, same: { typed: string; said: string }): Promise<string> {
    await page.goto(`${base}/phone/#/register`);
    await page.getByLabel("姓名", { exact: true }).fill(same.typed);
    await page.getByLabel("身份证号", { exact: true }).fill(number);
    await page.locator("[data-same]", { hasText: same.said }).waitFor();
    await page.getByLabel("姓名", { exact: true }).fill(name);
    await page.getByRole("button", { name: "登记" }).click();
    await page.getByText("存在手机里了").waitFor();
    await page.getByRole("link", { name: "孩子们" }).click();
    await page.getByRole("link", { name: new RegExp(name) }).click();
    return page.url().split("/").at(-1) ?? "";
  } // prettier-ignore

  const closePhone = async (): Promise<void> => {
    await phone?.close();
    phone = undefined;
  };
  const close = (): Promise<void> => site.close();
  return {
    people,
    app,
    base,
    browser: site.browser,
    folder: site.folder,
    director,
    county,
    child,
    entriesOf,
    visitsOf,
    keepVillage,
    kept,
    enrolled,
    unsentOn,
    sent,
    unlock,
    opened,
    visit,
    register,
    databasesOn,
    closePhone,
    close,
  };
}
