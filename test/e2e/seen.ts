import type { Page } from "playwright-core";

export interface Seen {
  readonly small: string[];
  readonly narrow: string[];
  readonly latin: string[];
}

/**
 * What a villager could not read or hit: text under 18 px, targets under 48, words in another script (but for what says
 * of itself in which language it is).
 */
export const seenOn = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>("main *, nav *")].filter((one) => one.offsetParent !== null);
    const own = (one: HTMLElement): string =>
      [...one.childNodes].flatMap((node) => (node.nodeType === 3 ? (node.textContent ?? "") : "")).join("").trim();
    const texts = shown.filter((one) => own(one) !== "" && one.tagName !== "OPTION");
    return {
      small: texts.filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < 18).map(own),
      narrow: shown
        .filter((one) => one.matches("button, input, select, textarea, a.btn, nav a"))
        .filter((one) => one.getBoundingClientRect().height < 48 || one.getBoundingClientRect().width < 48)
        .map((one) => one.textContent ?? one.tagName),
      latin: texts.filter((one) => one.closest("main [lang]") === null).map(own).filter((text) => /[a-z_]{2,}/i.test(text.replaceAll("演示director", ""))),
    };
  }); // prettier-ignore

export const fine: Seen = { small: [], narrow: [], latin: [] };

/** What index.html asks before its script is there: that nobody is signed in yet is what it finds out. */
const askedEarly = ["/api/account/me", "/api/policy/current", "/api/caselist/due"];

/** Errors of the page. */
export function listen(to: Page): string[] {
  const heard: string[] = [];
  to.on("pageerror", (error) => heard.push(error.message));
  to.on("console", (message) => {
    const early = askedEarly.some((path) => message.location().url.endsWith(path)) && message.text().includes("401");
    if (message.type() === "error" && !early) heard.push(message.text());
  });
  return heard;
}
