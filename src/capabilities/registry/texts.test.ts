import assert from "node:assert/strict";
import { test } from "node:test";
import { readText, textFault } from "./texts.ts";

const faultOf = (name: string): string =>
  readText("father.name", name) === undefined ? textFault("father.name", name).fault : "kept";

test("names are kept as they were written: rare characters, marks, emoji, one and forty characters", () => {
  const kept = [
    "张", "欧".repeat(40), "𠮷㛃", "𠮷".repeat(40), "葛\u{e0100}城", "阿依古丽·买买提", "阿依•古丽", "x\u0302y", "\u0301张", "Ayşe Öz", "张三1", "O'Neil",
    "张👧", "👩‍👩‍👧", "👍🏽李", "❤️王", "👨🏽‍⚕️", "ᠠ\u180bᠨ", "〇", "張\ue863", "<b>张三</b>", "张=三", "张-三", "ＡＬＩ",
  ]; // prettier-ignore
  for (const name of kept) assert.equal(readText("name", name), name.normalize("NFC"), JSON.stringify(name));
});

test("what nobody is called", () => {
  const table: Record<string, readonly string[]> = {
    empty: ["", " ", "\u3000"],
    long: ["欧".repeat(41), "𠮷".repeat(41)],
    unseen: ["张\u202e三", "张\u0000三", "张\t三", "张\u200b三", "张\u200d三", "张\ud800三", "\u3164", "👧\u200b", "\u200d👧", "张\ufeff三"],
    placeholder: ["无", " 不详 ", "未知", "无名"],
    unlike_name: ["12345", "１２３", "？？？", "1+1", "=1+1", "+甲", "-甲", "@x", "＝甲", '=HYPERLINK("http://x")', "$5"],
  }; // prettier-ignore
  for (const [fault, names] of Object.entries(table))
    for (const name of names) assert.equal(faultOf(name), fault, JSON.stringify(name)); // prettier-ignore
});

test("other texts are no names: a school may be called 无, an address may begin with a sign", () => {
  for (const text of ["无", "12345", "-", "=x", "欧".repeat(200)]) assert.equal(readText("school.name", text), text);
  assert.equal(readText("school.name", "欧".repeat(201)), undefined);
});
