import assert from "node:assert/strict";
import { createHmac, createSecretKey } from "node:crypto";
import { test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { evolve, type FileState, initial, registerChild } from "./decide.ts";
import { holdsKeys, identityKeys, numberDigests } from "./identity.ts";
import { type CloseReason, kinds } from "./words.ts";

const secret = createSecretKey(Buffer.alloc(32, 7));
const digest = (text: string): string => createHmac("sha256", secret).update(text).digest("base64url");
const base = { name: "阿依·古丽", birthDate: "2014-05-01", "guardian.name": "Ma Li" };
/** A number of nobody: the region 990101 was never given out. */
const resident = "99010120140501004X";

const opened = (facts: Record<string, unknown>): FileState =>
  registerChild(
    initial,
    { area: "445281001001", source: "registration", facts: { ...base, ...facts } },
    { today: "2024-07-01" },
  ).reduce<FileState>(evolve, initial);
const keysOf = (facts: Record<string, unknown>) => identityKeys(opened(facts), digest);
/** As a file may hold it that was written before a rule was stricter. */
const heldAs = (name: string): string => {
  const state = opened({});
  const known = { value: name, on: "2024-07-01", source: "survey" as const };
  return identityKeys({ ...state, facts: { ...state.facts, name: known } }, digest).person;
};

test("spellings that read alike are one person, and other names are not", () => {
  const { person } = keysOf({});
  const names = Array.from("•・‧∙⋅･᛫", (dot) => `阿依${dot}古丽`);
  for (const name of [...names, "阿依 · 古丽", "阿依\u3000·古丽"]) assert.equal(keysOf({ name }).person, person, name); // prettier-ignore
  for (const name of ["阿\u200b依·古丽", "阿依·\u3164古丽", "阿依·古丽\uffa0", "阿\u{e0100}依·古丽"]) {
    assert.equal(heldAs(name), person, JSON.stringify(name));
  }
  for (const guardian of ["ＭＡ　ＬＩ", "ma li", "MaLi"]) assert.equal(keysOf({ "guardian.name": guardian }).person, person); // prettier-ignore
  for (const name of ["阿依古丽", "阿依·古力"]) assert.notEqual(keysOf({ name }).person, person, name); // prettier-ignore
});

test("a number is the same number however it was typed and under whatever kind", () => {
  const { exclusive } = keysOf({ idNumber: resident });
  for (const idNumber of ["９９０１０１２０１４０５０１００４Ｘ", "990101 20140501 004x", "99010120140501004x"]) {
    assert.equal(opened({ idNumber }).facts["idNumber"]?.value, resident, idNumber);
    assert.equal(keysOf({ idNumber }).exclusive, exclusive, idNumber);
    assert.equal(keysOf({ idNumber, idKind: "other" }).exclusive, exclusive, idNumber);
  }
  assert.notEqual(keysOf({ idNumber: "H0012345", idKind: "other" }).exclusive, exclusive);
});

test("a number of the first generation is looked for under the eighteen characters that the file keeps, too", () => {
  const [whole] = numberDigests("990101199905010046", digest);
  assert.equal(numberDigests("990101990501004", digest).length, 2);
  assert.ok(numberDigests("９９０１０１ ９９０５０１００４", digest).includes(whole ?? ""));
});

test("what nobody sees does not enter a file; a chosen form of a Han character does", () => {
  const said = (name: string): string => {
    try {
      return String(opened({ name }).facts["name"]?.value);
    } catch (thrown) {
      if (!isProblem(thrown)) throw thrown;
      return thrown.code;
    }
  };
  for (const unseen of "\u200b\u200c\u200d\u2060\u00ad\u034f\u3164\u115f\u1160\uffa0\u{e0041}") {
    assert.equal(said(`王${unseen}一`), "registry.fact_invalid", unseen.codePointAt(0)?.toString(16));
  }
  for (const name of ["A\ufe00", "\u{e0100}王", "王\u{e0100}\u{e0101}"]) assert.equal(said(name), "registry.fact_invalid"); // prettier-ignore
  for (const name of ["葛\u{e0100}一", "王\ufe00", "𠮷野"]) assert.equal(said(name), name);
});

test("who left, was entered by mistake or twice gives the keys back; who died or grew up keeps them", () => {
  const after = (reason: CloseReason): FileState => evolve(opened({}), { kind: kinds.closed, body: { reason } });
  const table = { moved_away: false, entered_by_mistake: false, duplicate: false, died: true, grown_up: true } as const;
  for (const [reason, holds] of Object.entries(table)) assert.equal(holdsKeys(after(reason as CloseReason)), holds); // prettier-ignore
  assert.ok(holdsKeys(evolve(after("duplicate"), { kind: kinds.reopened, body: {} })));
});
