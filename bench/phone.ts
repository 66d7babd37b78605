import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { CDPSession, Page } from "playwright-core";
import { build } from "vite";
import { newId } from "#kernel/id.ts";
import { type Caller, enter, places } from "../test/cast.ts";
import { type Living, living, openMonth, unlock, unsentOn, work } from "../test/e2e/month/phones.ts";
import { openVillage, PIN, type VillageSite } from "../test/e2e/village.ts";
import { languages } from "../tools/language.ts";
import { type Answer, type Line, rounded, spread } from "./figures.ts";
import type { Sizes } from "./sizes.ts";

/*
 * The phone in a real browser with its processor slowed four times and the network of Chrome's own presets: how much it
 * loads, how soon it opens, how long 1,000 saves and the meeting after a day and after a month take.
 */

interface Network {
  readonly name: string;
  /** Milliseconds there and back; bytes a second. */
  readonly latency: number;
  readonly downloadThroughput: number;
  readonly uploadThroughput: number;
}

const fast3G: Network = { name: "Fast 3G", latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const slow3G: Network = { name: "Slow 3G", latency: 2000, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const SLOWED = 4;

interface Slowed {
  readonly on: (network: Network | "none") => Promise<void>;
}

async function slowed(page: Page): Promise<Slowed> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWED });
  const none = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  const on = async (network: Network | "none"): Promise<void> => {
    const { latency, downloadThroughput, uploadThroughput } = network === "none" ? none : network;
    await session.send("Network.emulateNetworkConditions", { offline: network === "none", latency, downloadThroughput, uploadThroughput });
  }; // prettier-ignore
  return { on };
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return (performance.now() - began) / 1000;
}

/** What the phone's pages weigh, compressed: what the first screen loads, and all that is kept for use without signal. */
function weights(folder: string): Line[] {
  const index = readFileSync(join(folder, "index.html"), "utf8");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(?:js|css|html)$/.test(name));
  const weigh = (names: readonly string[]): number => rounded(names.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0) / 1000);
  const first = files.filter((name) => index.includes(name));
  return [
    { what: "script of the first screen, kB compressed", figure: weigh(first.filter((name) => name.endsWith(".js"))) },
    { what: "all that is kept, kB compressed", figure: weigh(files) },
  ];
} // prettier-ignore

/** From nothing, signed in, until the first child to visit can be read; and kept on the phone, without signal. */
async function starts(v: VillageSite, supervisor: Caller, rounds: number): Promise<Line[]> {
  const [cold, offline, list]: [number[], number[], number[]] = [[], [], []];
  const [name, value] = v.director.cookie.split("=");
  for (let round = 0; round < rounds; round += 1) {
    const context = await v.browser.newContext({ viewport: { width: 390, height: 844 } });
    await context.addCookies([{ name: name ?? "", value: value ?? "", url: v.base }]);
    const page = await context.newPage();
    const phone = await slowed(page);
    await phone.on(fast3G);
    cold.push(await timed(async () => {
      await page.goto(`${v.base}/phone/`);
      await page.getByRole("tab").first().waitFor();
    })); // prettier-ignore
    await context.close();
  }
  const { phone } = await v.enrolled(supervisor, "开机的人");
  const page = phone.page();
  const network = await slowed(page);
  await network.on("none");
  for (let round = 0; round < rounds; round += 1) {
    offline.push(await timed(async () => {
      await page.goto(`${v.base}/phone/`);
      await page.getByLabel(/请输入6位密码/).waitFor();
    })); // prettier-ignore
    list.push(await timed(async () => {
      await page.getByLabel(/请输入6位密码/).fill(PIN);
      await page.getByRole("tab").first().waitFor();
    })); // prettier-ignore
  }
  await v.closePhone();
  return [
    { what: "from nothing to the list, signed in, Fast 3G, s", figure: spread(cold) },
    { what: "without signal to the PIN, s", figure: spread(offline) },
    { what: "from the PIN to the list, s", figure: spread(list) },
  ];
}

interface Meeting {
  readonly what: string;
  readonly visits: number;
  readonly photos: number;
  readonly network: Network;
}

/** Visits and photos kept without signal, and the time from the first contact until nothing is unsent. */
async function meets(v: VillageSite, one: Living, children: readonly string[], meeting: Meeting): Promise<Line[]> {
  const page = one.phone.page();
  const network = await slowed(page);
  await openMonth(one, v.base);
  await network.on("none");
  const plan = Array.from({ length: meeting.visits }, (_, n) => ({
    id: newId(), childId: children[n % children.length] ?? "", note: "孩子在家，情况没有变化", photo: n < meeting.photos,
  })); // prettier-ignore
  const kept = await timed(() => work(one, plan));
  await unlock(one, v.base);
  const waiting = await unsentOn(one);
  if (waiting !== meeting.visits + meeting.photos) throw new Error(`${waiting} are waiting`);
  await network.on(meeting.network);
  const took = await timed(async () => {
    await page.getByRole("button", { name: /现在就联系一次/ }).click({ timeout: 5000 }).catch(() => undefined); // it began by itself
    await page.locator("[data-unsent='0']").first().waitFor({ timeout: 1_800_000 });
  }); // prettier-ignore
  const { what, visits, photos } = meeting;
  return [
    { what: `${what}: kept without signal, ms for each of ${visits} visits and ${photos} photos`, figure: rounded((kept * 1000) / visits) },
    { what: `${what}: sent over ${meeting.network.name}, s`, figure: rounded(took) },
  ]; // prettier-ignore
}

/** How the phone starts, saves and meets the server. */
export async function phones(sizes: Sizes): Promise<Answer> {
  const v = await openVillage();
  try {
    await build({ root: join(import.meta.dirname, "../test/e2e/month"), base: "/public/", logLevel: "silent", plugins: [languages()], build: { outDir: join(v.folder, "public"), emptyOutDir: true } });
    const supervisor = await enter(v.people, v.app, "supervisor", places.east);
    const children: string[] = [];
    for (let n = 0; n < 12; n += 1) children.push((await v.child()).id);
    const lines = [...weights(join(v.folder, "phone")), ...(await starts(v, supervisor, sizes.rounds))];
    const meetings: Meeting[] = [fast3G, slow3G].flatMap((network) => [
      { what: "a day", visits: 12, photos: 12, network },
      { what: "a month", visits: sizes.month, photos: Math.ceil(sizes.month / 12), network },
    ]);
    meetings.push({ what: "many saves", visits: sizes.saves, photos: 0, network: fast3G });
    for (const [n, meeting] of meetings.entries()) {
      const one = await living(v, supervisor, `主任${n}`);
      lines.push(...(await meets(v, one, children, meeting)));
      await one.phone.close();
    }
    return {
      title: "The phone",
      aim: "first screen under 60 kB of script; from nothing under 2 s; without signal under 1 s",
      lines,
      notes: [
        `Chromium with its processor slowed ${SLOWED} times; ${[fast3G, slow3G].map(({ name, latency, downloadThroughput, uploadThroughput }) => `${name}: ${latency} ms, ${downloadThroughput / 1000} kB/s down, ${uploadThroughput / 1000} up`).join("; ")}`,
        "a save is the phone's own code without its page: the form laid out, the visit sealed and written; a photo is drawn and made small as well",
      ],
    };
  } finally {
    await v.close();
  }
} // prettier-ignore
