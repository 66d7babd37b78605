import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import { factsOf } from "./changes.ts";
import {
  confirmDeclaration, type DeclarationState, declareLeaving, evolve, initial, lookedUp, refuseDeclaration,
} from "./decide.ts"; // prettier-ignore
import { DeclareLeaving } from "./words.ts";

const by = { id: newId(), name: "李主任", at: "2024-07-01T02:00:00.000Z" };
const present = { today: "2024-07-01", by };
const receipt = { number: "240701000001", digest: "d" };
const command = (more: object = {}): DeclareLeaving =>
  DeclareLeaving.parse({
    id: newId(), secret: "0".repeat(16), area: "445281001001", who: "mother", parent: { name: "陈母", phone: "138 0013 8000" }, child: { name: "陈小禾" }, since: "2024-06-20", place: "东莞市厚街镇", carer: { name: "陈婆", relation: "grandmother" }, ...more,
  }); // prettier-ignore

const after = (...drafts: readonly { kind: string; body: Record<string, unknown> }[]): DeclarationState =>
  drafts.reduce(evolve, initial);
const declared = declareLeaving(command(), present, receipt);
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
  return "";
};

test("what cannot be true is not taken; what may stay empty may", () => {
  const bad = (more: object) => codeOf(() => declareLeaving(command(more), present, receipt));
  assert.equal(bad({ parent: { name: "陈母", phone: "12" } }), "declaration.phone_wrong");
  assert.equal(bad({ carer: { name: "陈婆", phone: "1" } }), "declaration.phone_wrong");
  assert.equal(bad({ parent: { name: "陈母", phone: "13800138000", idNumber: "445281198001010011" } }), "declaration.id_number_wrong"); // prettier-ignore
  assert.equal(bad({ since: "2024-07-02" }), "declaration.day_wrong");
  assert.equal(bad({ child: { name: "陈小禾", birthDate: "2024-07-02" } }), "declaration.day_wrong");
  assert.equal(bad({}), "");
});

test("confirmed it is a child's, with these facts; neither a second time nor refused after that", () => {
  const childId = newId();
  const state = after(...declared, ...confirmDeclaration(after(...declared), { childId }, present));
  assert.equal(state.declaration?.confirmed?.childId, childId);
  assert.equal(codeOf(() => confirmDeclaration(state, { childId }, present)), "declaration.settled"); // prettier-ignore
  assert.equal(codeOf(() => refuseDeclaration(state, "不是本村的", present)), "declaration.settled"); // prettier-ignore
  assert.equal(codeOf(() => confirmDeclaration(initial, { childId }, present)), "declaration.unknown"); // prettier-ignore
  assert.deepEqual(factsOf(command()), {
    "mother.name": "陈母", "mother.phone": "138 0013 8000", "mother.away.state": "work", "mother.away.since": "2024-06-20", "carer.name": "陈婆", "carer.relation": "grandmother",
  }); // prettier-ignore
});

test("the parent reads yes, no with its reason, or not yet: nothing of a child", () => {
  const day = (at: string): string => at.slice(0, 10);
  const read = (state: DeclarationState) => state.declaration && lookedUp(state.declaration, day);
  assert.deepEqual(read(after(...declared)), {
    progress: "waiting",
    declaredOn: "2024-07-01",
    reason: null,
    partly: false,
  });
  const refused = after(...declared, ...refuseDeclaration(after(...declared), "请到老家所在的村报备", present));
  assert.deepEqual(read(refused), {
    progress: "refused",
    declaredOn: "2024-07-01",
    reason: "请到老家所在的村报备",
    partly: false,
  });
});
