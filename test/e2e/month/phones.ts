import type { Page } from "playwright-core";
import { setPassword, takeLogin } from "#capabilities/account/credentials.ts";
import { hashPassword } from "#capabilities/account/passwords.ts";
import { newId } from "#kernel/id.ts";
import { type Caller } from "../../cast.ts";
import type { Phone } from "../ownBrowser.ts";
import { PIN, type VillageSite } from "../village.ts";
import type { Month } from "./page.ts";

/* Two phones that live through a month: a clock that is turned, visits without signal, and the meeting afterwards. */

const DAY_MS = 86_400_000;
const PASSWORD = "Qing-Shui-He-38";

export interface Visit {
  readonly id: string;
  readonly childId: string;
  readonly note: string;
  readonly photo: boolean;
}

/** The phone's clock stands where localStorage says, from the moment that a page begins. */
function turnedClock(): void {
  const Real = Date;
  const ahead = (): number => {
    try {
      return Number(localStorage.getItem("clock"));
    } catch {
      return 0; // the empty page that a browser begins with
    }
  };
  class Turned extends Real {
    constructor(...when: readonly unknown[]) {
      if (when.length === 0) super(Real.now() + ahead());
      else super(...(when as [number]));
    }
    static override now(): number {
      return Real.now() + ahead();
    }
  }
  Object.assign(globalThis, { Date: Turned });
}

export interface Living {
  readonly name: string;
  readonly phone: Phone;
  readonly deviceId: string;
  readonly login: string;
  readonly visits: Visit[];
  readonly photos: string[];
}

export async function living(v: VillageSite, supervisor: Caller, name: string): Promise<Living> {
  const { phone, deviceId } = await v.enrolled(supervisor, name);
  const { owner } = v.people.database.db;
  const { rows } = await owner.query<{ id: string }>("select id from account_person where name = $1", [name]);
  const person = rows[0]?.id ?? "";
  const login = `month-${newId().slice(-8)}`;
  await takeLogin(owner, person, login);
  await setPassword(owner, person, await hashPassword(PASSWORD), v.people.clock.now(), false);
  await phone.context().addInitScript(turnedClock);
  return { name, phone, deviceId, login, visits: [], photos: [] };
}

export const turn = (page: Page, days: number): Promise<void> =>
  page.evaluate((ms) => localStorage.setItem("clock", String(ms)), days * DAY_MS);

/** The page of test/e2e/month: the phone's own code, once it is open. */
export async function openMonth({ phone }: Living, base: string): Promise<void> {
  await phone.page().goto(`${base}/public/`);
  await phone.page().waitForFunction(() => "month" in globalThis);
  await phone.page().evaluate((pin) => (globalThis as unknown as { month: Month }).month.open(pin), PIN);
}

export async function work({ phone, visits, photos }: Living, day: readonly Visit[]): Promise<void> {
  photos.push(...(await phone.page().evaluate((wanted) => (globalThis as unknown as { month: Month }).month.work(wanted), day)));
  visits.push(...day);
} // prettier-ignore

/** Writes find no room from now on, until somebody makes some. */
export const fillUp = (page: Page): Promise<void> =>
  page.evaluate(() => {
    // oxlint-disable-next-line typescript/unbound-method -- put back as it was, and called by its own object
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    Object.assign(globalThis, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { put }) });
  });

export const makeRoom = (page: Page): Promise<void> =>
  page.evaluate(() => (globalThis as unknown as { makeRoom(): void }).makeRoom());

export async function unlock({ phone }: Living, base: string): Promise<void> {
  const page = phone.page();
  await page.goto(`${base}/phone/#/unsent`);
  await page.getByLabel(/请输入6位密码/).fill(PIN);
  await page.locator("[data-unsent]").waitFor();
}

/** The battery is pulled out, and the phone is switched on again. */
export async function pullOut(one: Living, base: string): Promise<void> {
  await one.phone.restart();
  await one.phone.context().addInitScript(turnedClock);
  await unlock(one, base);
}

/** A session does not last for a month: the person comes in again, and nothing is lost by it. */
export async function comeIn({ phone, login }: Living, base: string): Promise<void> {
  const page = phone.page();
  await page.goto(`${base}/phone/#/enter`);
  await page.getByLabel("登录名").fill(login);
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByLabel("登录名").waitFor({ state: "detached" });
  await page.goto(`${base}/phone/#/unsent`);
}

export const unsentOn = async ({ phone }: Living): Promise<number> =>
  Number(await phone.page().locator("[data-unsent]").getAttribute("data-unsent"));

/** What lies in the phone's store. */
export const heldOn = ({ phone }: Living): Promise<Record<string, number>> =>
  phone.page().evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("tonghu.phone");
      request.addEventListener("success", () => resolve(request.result));
    });
    const counted: [string, number][] = [];
    for (const store of ["outbox", "files"]) {
      const count = await new Promise<number>((resolve) => {
        const request = database.transaction(store).objectStore(store).count();
        request.addEventListener("success", () => resolve(request.result));
      });
      counted.push([store, count]);
    }
    database.close();
    return Object.fromEntries(counted);
  });
