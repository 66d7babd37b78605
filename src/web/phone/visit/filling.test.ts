import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, groups } from "#capabilities/registry/facts.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import {
  changesOf,
  confirmAll,
  confirmGroup,
  emptyFilling,
  layOut,
  minutesOf,
  openGroup,
  RISKS,
  toggled,
  unseen,
} from "./filling.ts";
import { asksOf, asksOn } from "./asks.ts";
import { messageOf, obstacle } from "./message.ts";
import { learnLanguages } from "#test/language.ts";
import type { Question } from "./question.ts";
import { resumed } from "./resumed.ts";

learnLanguages();

/** Every question that the server could send, with what a family said last time. */
const form = (known: Readonly<Record<string, FactValue>>): Question[] =>
  catalogue.filter((spec) => spec.policy).map((spec) => ({
    key: spec.key, label: spec.zh, group: groups[spec.group] ?? spec.group, type: spec.type, options: spec.options ?? null,
    last: known[spec.key] === undefined ? null : { value: known[spec.key] ?? "", on: "2024-01-01" },
  })); // prettier-ignore

const family = form({
  "father.status": ["dead"],
  "mother.away.state": "home",
  "school.state": "primary",
  "risk.violence": "suspected",
});
const keys = (questions: readonly Question[]): string[] => questions.map((question) => question.key);

test("what departments know and where the child lives is not asked at the door", () => {
  const all = keys(layOut(family, {}, []).groups.flatMap((group) => group.questions));
  for (const key of ["health.hiv", "residence.area", "mother.custody.since", "disability.level", "recognised"]) {
    assert.ok(!all.includes(key), key);
  }
});

test("of a dead father nothing more is asked; a mother who leaves is asked since when and where", () => {
  const fathers = (answers: Record<string, FactValue>): string[] =>
    keys(layOut(family, answers, []).groups.flatMap((group) => group.questions)).filter((key) =>
      key.startsWith("father."),
    );
  assert.deepEqual(fathers({}), ["father.status"]);
  assert.ok(fathers({ "father.status": ["none"] }).includes("father.away.state"));
  const mothers = (answers: Record<string, FactValue>): string[] =>
    keys(layOut(family, answers, []).groups.flatMap((group) => group.questions)).filter((key) =>
      key.startsWith("mother."),
    );
  assert.ok(!mothers({}).includes("mother.away.since"));
  assert.ok(mothers({ "mother.away.state": "work" }).includes("mother.away.since"));
  assert.ok(mothers({ "mother.status": ["lost_contact"] }).length >= mothers({}).length);
});

test("a risk found last time is asked first, the others together", () => {
  const layout = layOut(family, {}, ["mother.vice", "father.vice", "health.hiv"]);
  assert.deepEqual(keys(layout.standing), ["risk.violence"]);
  assert.ok(!keys(layout.risks).includes("risk.violence"));
  assert.deepEqual(keys(layout.unclear), ["mother.vice"], "missing facts that can be asked here");
});

test("what was confirmed is not sent; what differs is, and nothing else", () => {
  const layout = layOut(family, {}, []);
  assert.deepEqual(changesOf(layout, {}), {});
  const again = { "risk.violence": "suspected", "risk.dropout": "none", "school.state": "primary" };
  assert.deepEqual(changesOf(layout, again), {});
  assert.deepEqual(changesOf(layout, { "risk.violence": "none", "risk.dropout": "suspected" }), {
    "risk.violence": "none",
    "risk.dropout": "suspected",
  });
  const hidden = { "father.away.state": "work" }; // the father is dead: the question has gone
  assert.deepEqual(changesOf(layOut(family, hidden, []), hidden), {});
});

test("a visit where nothing changed takes two taps before saving", () => {
  const layout = layOut(family, {}, []);
  let filling = emptyFilling("home_visit");
  assert.equal(obstacle(layout, filling), "请先回答：有没有发现危险情况？");
  filling = confirmGroup(filling, RISKS, layout.risks);
  assert.match(obstacle(layout, filling) ?? "", /还没有看：.*就学/);
  filling = confirmAll(layout, filling);
  assert.deepEqual(unseen(layout, filling), []);
  assert.equal(obstacle(layout, filling), undefined);
  assert.deepEqual(messageOf("puning@1", layout, filling), {
    kind: "home_visit", form: "puning@1", facts: {}, seen: {}, spokeWith: "", note: "", problems: [],
  }); // prettier-ignore
});

test("whoever found a danger says which", () => {
  const layout = layOut(family, {}, []);
  const filling = openGroup(confirmAll(layout, emptyFilling("contact")), RISKS);
  assert.match(obstacle(layout, filling) ?? "", /哪一种/);
  assert.equal(obstacle(layout, { ...filling, answers: { "risk.dropout": "suspected" } }), undefined);
});

test("a group taken back to last time loses what was typed in it, and only that", () => {
  const layout = layOut(family, {}, []);
  const school = layout.groups.find((group) => group.name === "就学");
  let filling = openGroup(
    { ...emptyFilling("contact"), answers: { "school.state": "dropout", "risk.dropout": "confirmed" } },
    "就学",
  );
  filling = confirmAll(layout, filling);
  assert.ok(filling.opened.includes("就学") && !filling.same.includes("就学"), "an opened group stays open");
  filling = confirmGroup(filling, "就学", school?.questions ?? []);
  assert.deepEqual(filling.answers, { "risk.dropout": "confirmed" });
  assert.ok(!filling.opened.includes("就学"));
});

test("none of these stands alone", () => {
  assert.deepEqual(toggled(["drugs"], "none"), ["none"]);
  assert.deepEqual(toggled(["none"], "drugs"), ["drugs"]);
  assert.deepEqual(toggled(["drugs", "alcohol"], "drugs"), ["alcohol"]);
  assert.deepEqual(toggled(undefined, "drugs"), ["drugs"]);
});

test("a problem without words is not saved; a day that was not chosen is not sent", () => {
  const layout = layOut([], {}, []);
  const filling = { ...emptyFilling("contact"), same: [RISKS] };
  const problem = { title: " 屋", solution: "", owner: "", due: "" };
  assert.match(obstacle(layout, { ...filling, problems: [problem] }) ?? "", /什么问题/);
  const told = { title: "屋顶漏雨 ", solution: "报镇里", owner: "李", due: "" };
  assert.deepEqual(messageOf("f", layout, { ...filling, problems: [told], spokeWith: ["孩子本人"], otherSpeaker: " 邻居 " }), {
    kind: "contact", form: "f", facts: {}, seen: {}, spokeWith: "孩子本人、邻居", note: "",
    problems: [{ title: "屋顶漏雨", solution: "报镇里", owner: "李" }],
  }); // prettier-ignore
});

test("the form grows longer as it is opened", () => {
  const layout = layOut(family, {}, []);
  const short = minutesOf(layout, emptyFilling("contact"));
  const long = minutesOf(layout, openGroup(openGroup(emptyFilling("contact"), RISKS), "母亲"));
  assert.ok(short >= 1 && short <= 3, String(short));
  assert.ok(long > short);
});

test("a form asks for what the policy of its day asks for, and offers nothing that it does not take", () => {
  const turns = [
    { from: "2024-07-01", photo: "optional", place: "optional", signature: "optional" },
    { from: "2024-07-03", photo: "off", place: "off", signature: "required" },
  ] as const;
  const asksFor = (day: string, kind: "home_visit" | "contact") => asksOf({ evidence: asksOn(turns, day) }, kind);
  assert.equal(asksFor("2024-07-02", "home_visit").signature, "optional");
  assert.equal(asksFor("2024-07-03", "contact").signature, "optional", "nobody signs a call");
  assert.equal(asksOf({}, "home_visit").place, "off", "a server of before takes no place");
  const asks = asksFor("2024-07-03", "home_visit");
  const layout = layOut(family, {}, []);
  const photo = { id: "1", kind: "photo", note: "", file: { key: "", iv: "", size: 1, sha256: "" } } as const;
  const base = { ...confirmAll(layout, confirmGroup(emptyFilling("home_visit"), RISKS, layout.risks)), attachments: [photo], place: { lat: 1, lng: 2 } }; // prettier-ignore
  assert.match(obstacle(layout, base, asks) ?? "", /还没有签名/);
  const said = { ...base, lacking: { signature: "家里人不同意", photo: "手机取不到" } };
  assert.equal(obstacle(layout, said, asks), undefined);
  const { attachments, place, lacking } = messageOf("puning@1", layout, said, asks);
  assert.deepEqual({ attachments, place, lacking }, { attachments: undefined, place: undefined, lacking: { signature: "家里人不同意" } }); // prettier-ignore
  assert.deepEqual(messageOf("puning@1", layout, base)["place"], { lat: 1, lng: 2 });
});

test("a half-filled visit outlives another version of the policy: nothing is lost, what is no longer asked is set aside", () => {
  const attached = { id: "1", kind: "photo", note: "", file: { key: "", iv: "", size: 1, sha256: "" } } as const;
  const filling = {
    ...emptyFilling("home_visit"), note: "奶奶病了", problems: [{ title: "缺冬衣", solution: "", owner: "", due: "" }],
    spokeWith: ["奶奶"], answers: { "school.state": "junior", "risk.violence": "none" }, same: [RISKS], opened: ["就学"], attachments: [attached],
  }; // prettier-ignore
  const asked = keys(family);
  const draft = { form: "puning@1", asked, filling };
  const now = (questions: readonly Question[]) => ({ form: "puning@2", day: "2026-11-30", questions });
  assert.deepEqual(resumed(draft, now(family)), filling, "another number alone changes nothing");
  const without = family.filter(({ key }) => key !== "school.state");
  const narrower = resumed(draft, now(without));
  assert.deepEqual(narrower, { ...filling, answers: { "risk.violence": "none" }, unasked: { "school.state": "junior" }, same: [] }); // prettier-ignore
  assert.deepEqual(resumed({ ...draft, form: "puning@2", filling: narrower }, { ...now(family), form: "puning@3" }).answers, filling.answers); // prettier-ignore
  const others = family.map((one) => one.key === "school.state" ? { ...one, options: { primary: "小学" } } : one); // prettier-ignore
  assert.deepEqual(resumed(draft, now(others)).unasked, { "school.state": "junior" }, "a code that is gone");
  const { asked: _none, ...before } = draft;
  assert.deepEqual(resumed(before, now(family)).note, "奶奶病了");
});
