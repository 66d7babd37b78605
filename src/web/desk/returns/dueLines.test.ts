import assert from "node:assert/strict";
import { test } from "node:test";
import type { DueLine } from "#capabilities/returns/words.ts";
import { daysText, handedText, toldToday, whenText } from "./dueLines.ts";

/* What 今日 tells of reports. */

const line = (title: string, days: number, handed?: string): DueLine => ({
  item: `deadlines.${title}`, title, clause: "条款", local: false, due: "2026-10-16", days, since: "2024-01-01", to: "county", returns: [],
  handed: handed === undefined ? null : { id: title, day: handed, by: "林某", note: "" }, takenBack: null,
}); // prettier-ignore
const told = (lines: readonly DueLine[]) => toldToday({ area: "445281103", lines: [...lines], awaited: [] }, "2026-11-30"); // prettier-ignore
const titles = (lines: readonly DueLine[]) => told(lines).lines.map(({ title }) => title);

test("what is late stays, before what comes; what is late for over a year is counted alone", () => {
  const lines = [line("很久", -400), line("逾期", -45), line("今天", 0), line("近", 31), line("远", 300)];
  assert.deepEqual(titles(lines), ["逾期", "今天", "近"]);
  assert.equal(told(lines).older, 1);
});

test("where nothing is near, the next one is told; what was said long ago is not", () => {
  assert.deepEqual(titles([line("远", 300), line("更远", 320)]), ["远"]);
  assert.deepEqual(titles([line("刚报", -45, "2026-11-29"), line("早报", -45, "2026-10-10")]), ["刚报"]);
});

test("of those below it is told who is missing, once the day is near or past", () => {
  const one = { item: "deadlines.annex", title: "附件", clause: "条款", due: "2026-10-16", offices: 3 };
  const missing = [{ area: "445281103", name: "某镇" }];
  const awaited = [
    { ...one, days: -45, missing },
    { ...one, days: 31, missing },
    { ...one, days: -45, missing: [] },
  ];
  const { awaited: shown } = toldToday({ area: "445281", lines: [], awaited }, "2026-11-30");
  assert.deepEqual(shown, [awaited[0]]);
});

test("in words", () => {
  assert.deepEqual([-45, 0, 7].map(daysText), ["逾期45天", "今天到期", "还有7天"]);
  assert.equal(whenText(line("a", 1)), "2026年10月16日前报县级民政部门");
  assert.equal(whenText({ ...line("a", 1), to: null, local: true }), "2026年10月16日前完成（日期为本地设定）");
  assert.equal(whenText({ ...line("a（日期为本地设定）", 1), local: true }), "2026年10月16日前报县级民政部门");
  assert.equal(handedText(line("a", -3, "2026-10-15"), "2026-11-30"), "10月15日已报送，林某登记");
}); // prettier-ignore
