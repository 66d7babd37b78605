import assert from "node:assert/strict";
import { test } from "node:test";
import { sayWith } from "./placesSaid.ts";

const area = (key: string, value: string, text: string) => ({ key, value, text });
const file = {
  facts: [
    area("father.away.area", "4403", "广东省深圳市"),
    area("mother.away.area", "43", "湖南省"),
    area("hukou.area", "445281102001", "赤岗居委会"),
    area("school.name", "2023", "二〇二三小学"),
  ],
};

test("a reason names places of every level, and leaves days and numbers alone", () => {
  assert.equal(
    sayWith("父亲务工地（4403）与户籍所在地（445281102001）不在同一县（市、区）", file),
    "父亲务工地（广东省深圳市）与户籍所在地（赤岗居委会）不在同一县（市、区）",
  );
  assert.equal(sayWith("母亲务工地（43）", file), "母亲务工地（湖南省）");
  assert.equal(sayWith("户籍所在地：445281102001", file), "户籍所在地：赤岗居委会");
  const day = "外出起始日期：4403-02-18；截至2026-11-30，已满3个月（2023）";
  assert.equal(sayWith(day, file), day);
  assert.equal(sayWith("父亲务工地（110101）", file), "父亲务工地（110101）");
});
