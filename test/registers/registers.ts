import { Converter } from "opencc-js/cn2t";
import { addDays } from "#kernel/day.ts";
import { Dice } from "./chance.ts";
import { asLunar, type Child, drawFamily, type Family, type GrownUp } from "./families.ts";
import { drawChildhood } from "./names.ts";
import { byEar, byEye, exchanged, wrongDigit } from "./slips.ts";

/*
 * Two registers of children as two offices keep them, and the truth between them. Everybody is invented.
 *
 * How much is damaged stands in `civil`, `school` and `hard`: shares of rows, one line per kind of damage.
 */

/** Shares of rows with each kind of damage. */
export interface Damage {
  readonly idMissing: number;
  readonly idWrongOnce: number;
  readonly idWrongTwice: number;
  readonly idExchanged: number;
  readonly idBorrowed: number;
  readonly idFiller: number;
  readonly nameByEar: number;
  readonly nameByEye: number;
  readonly nameTraditional: number;
  readonly nameChildhood: number;
  readonly nameOtherSurname: number;
  readonly nameReordered: number;
  readonly nameShort: number;
  readonly lunar: number;
  readonly swapped: number;
  readonly firstOfYear: number;
  readonly wrongDay: number;
  readonly wrongYear: number;
  readonly birthMissing: number;
  readonly sexWrong: number;
  readonly otherGuardian: number;
  readonly guardianSlip: number;
  readonly guardianIdMissing: number;
  readonly phoneMissing: number;
  readonly phoneChanged: number;
  readonly phoneWrong: number;
  readonly phoneOfficial: number;
  readonly moved: number;
  readonly schoolMissing: number;
  readonly schoolShort: number;
}

/** The register of civil affairs: kept carefully. */
export const civil: Damage = {
  idMissing: 0.02, idWrongOnce: 0.02, idWrongTwice: 0.005, idExchanged: 0.005, idBorrowed: 0.007, idFiller: 0.003,
  nameByEar: 0.015, nameByEye: 0.008, nameTraditional: 0.005, nameChildhood: 0.003, nameOtherSurname: 0.004, nameReordered: 0.001, nameShort: 0.002,
  lunar: 0.02, swapped: 0.004, firstOfYear: 0.006, wrongDay: 0.006, wrongYear: 0.004, birthMissing: 0.005, sexWrong: 0.004,
  otherGuardian: 0.08, guardianSlip: 0.02, guardianIdMissing: 0.15, phoneMissing: 0.06, phoneChanged: 0.06, phoneWrong: 0.01, phoneOfficial: 0.006,
  moved: 0.03, schoolMissing: 0.1, schoolShort: 0.2,
}; // prettier-ignore

/** The register of another department: a third of its ids damaged. */
export const school: Damage = {
  idMissing: 0.14, idWrongOnce: 0.09, idWrongTwice: 0.03, idExchanged: 0.03, idBorrowed: 0.025, idFiller: 0.015,
  nameByEar: 0.035, nameByEye: 0.015, nameTraditional: 0.01, nameChildhood: 0.007, nameOtherSurname: 0.008, nameReordered: 0.003, nameShort: 0.004,
  lunar: 0.04, swapped: 0.01, firstOfYear: 0.015, wrongDay: 0.01, wrongYear: 0.007, birthMissing: 0.01, sexWrong: 0.007,
  otherGuardian: 0.18, guardianSlip: 0.03, guardianIdMissing: 0.3, phoneMissing: 0.12, phoneChanged: 0.12, phoneWrong: 0.02, phoneOfficial: 0.008,
  moved: 0.08, schoolMissing: 0.05, schoolShort: 0.2,
}; // prettier-ignore

/** The same with nearly half of the ids and half of the phones lost. */
export const hard: Damage = { ...school, idMissing: 0.45, phoneMissing: 0.5 };

/** id, name, id number, birth, sex, guardian, guardian's id, phone, village, school. */
export type Row = readonly string[];

export const leftHeads: Row = [
  "编号",
  "姓名",
  "身份证号",
  "出生日期",
  "性别",
  "监护人",
  "监护人身份证号",
  "联系电话",
  "村居代码",
  "学校",
];
export const rightHeads: Row = [
  "学籍号",
  "学生姓名",
  "证件号码",
  "出生年月日",
  "性别",
  "家长",
  "家长证件号码",
  "家长电话",
  "居住地",
  "就读学校",
];

export const fieldsYaml = `id: { left: 编号, right: 学籍号 }
fields:
  - { name: 姓名, type: name.zh, right: 学生姓名 }
  - { name: 身份证号, type: id, right: 证件号码 }
  - { name: 出生日期, type: date, right: 出生年月日 }
  - { name: 性别, type: sex }
  - { name: 监护人, type: name.zh, right: 家长, household: true }
  - { name: 监护人身份证号, type: id, right: 家长证件号码, household: true }
  - { name: 联系电话, type: phone, right: 家长电话, household: true }
  - { name: 村居代码, type: area, right: 居住地, household: true }
  - { name: 学校, type: text, right: 就读学校, household: true }
`;

const traditional = Converter({ from: "cn", to: "t" });

function slip(dice: Dice, name: string, how: typeof byEar): string {
  const signs = Array.from(name);
  const at = dice.below(signs.length);
  const other = how(dice, signs[at] ?? "") ?? byEar(dice, signs[at] ?? "");
  return other === null ? name : signs.with(at, other).join("");
}

function nameOf(dice: Dice, child: Child, d: Damage): string {
  const name = child.surname + child.given;
  const roll = pick(dice, d, [
    "nameByEar",
    "nameByEye",
    "nameTraditional",
    "nameChildhood",
    "nameOtherSurname",
    "nameReordered",
    "nameShort",
  ]);
  if (name.includes("·") && dice.happens(0.5)) return name.replace("·", dice.one(["", " ", "•", "."]));
  if (roll === "nameByEar") return slip(dice, name, byEar);
  if (roll === "nameByEye") return slip(dice, name, byEye);
  if (roll === "nameTraditional") return traditional(name);
  if (roll === "nameChildhood") return (dice.happens(0.5) ? child.surname : "") + drawChildhood(dice);
  if (roll === "nameOtherSurname") return child.otherSurname + child.given;
  if (roll === "nameReordered") return child.surname + Array.from(child.given).toReversed().join("");
  return roll === "nameShort" ? child.surname + child.given.slice(-1) : name;
}

/** At most one of some kinds of damage. */
function pick(dice: Dice, damage: Damage, kinds: readonly (keyof Damage)[]): keyof Damage | null {
  let roll = dice.next();
  for (const kind of kinds) {
    if (roll < damage[kind]) return kind;
    roll -= damage[kind];
  }
  return null;
}

function idOf(dice: Dice, child: Child, family: Family, d: Damage): string {
  const id = child.idNumber;
  const roll = pick(dice, d, ["idMissing", "idWrongOnce", "idWrongTwice", "idExchanged", "idBorrowed", "idFiller"]);
  if (roll === "idMissing") return "";
  if (roll === "idWrongOnce") return wrongDigit(dice, id);
  if (roll === "idWrongTwice") return wrongDigit(dice, wrongDigit(dice, id));
  if (roll === "idExchanged") return exchanged(dice, id);
  if (roll === "idFiller") return dice.one(["000000000000000000", "111111111111111111", "445200000000000000", "无"]);
  if (roll !== "idBorrowed") return id;
  const others = [...family.children.filter((one) => one !== child), ...family.guardians].map(
    ({ idNumber }) => idNumber,
  );
  return dice.one(others);
}

function birthOf(dice: Dice, { birth }: Child, d: Damage): string {
  const roll = pick(dice, d, ["lunar", "swapped", "firstOfYear", "wrongDay", "wrongYear", "birthMissing"]);
  if (roll === "lunar") return asLunar(birth);
  const [year = "", month = "", day = ""] = birth.split("-");
  if (roll === "swapped") return Number(day) <= 12 ? `${year}-${day}-${month}` : birth;
  if (roll === "firstOfYear") return `${year}-01-01`;
  if (roll === "wrongDay") return addDays(birth, dice.one([-10, -3, -2, -1, 1, 2, 3, 10]));
  if (roll === "wrongYear") return `${Number(year) + dice.one([-2, -1, 1, 2])}-${month}-${day}`;
  return roll === "birthMissing" ? "" : birth;
}

function guardianOf(dice: Dice, { guardians }: Family, d: Damage): GrownUp {
  const [father, mother, grandparent] = guardians;
  if (!father || !mother || !grandparent) throw new Error("a family has three grown-ups");
  if (!dice.happens(d.otherGuardian)) return father;
  return dice.happens(0.6) ? mother : grandparent;
}

function phoneOf(dice: Dice, guardian: GrownUp, village: string, d: Damage): string {
  const roll = pick(dice, d, ["phoneMissing", "phoneChanged", "phoneWrong", "phoneOfficial"]);
  if (roll === "phoneMissing") return "";
  if (roll === "phoneChanged") return `1${dice.one(["3", "5", "8"])}${String(dice.below(1e9)).padStart(9, "0")}`;
  if (roll === "phoneWrong") return wrongDigit(dice, guardian.phone, 3);
  return roll === "phoneOfficial" ? `138${village.slice(4)}` : guardian.phone;
}

function schoolOf(dice: Dice, village: string, d: Damage): string {
  const number = Number(village.slice(9)) % 5;
  const town = `${"东西南北中流沙池尾"[Number(village.slice(6, 9)) % 9]}${"山河湖岭坑塘圩埔寨"[Number(village.slice(4, 6)) % 9]}镇`;
  if (dice.happens(d.schoolMissing)) return "";
  const ordinal = "一二三四五"[number] ?? "一";
  return dice.happens(d.schoolShort) ? `${town.slice(0, 2)}${ordinal}小` : `${town}第${ordinal}小学`;
}

function rowOf(dice: Dice, id: string, child: Child, family: Family, d: Damage): Row {
  const guardian = guardianOf(dice, family, d);
  const moved = dice.happens(d.moved);
  const near = `${family.village.slice(0, 9)}${String(200 + dice.below(20))}`;
  const far = `4452${family.village.slice(4, 6)}${String(100 + dice.below(15))}${String(200 + dice.below(20))}`;
  const village = moved ? dice.one([near, far, far]) : family.village;
  return [
    id,
    nameOf(dice, child, d),
    idOf(dice, child, family, d),
    birthOf(dice, child, d),
    (child.sex === "boy") === dice.happens(1 - d.sexWrong) ? "男" : "女",
    dice.happens(d.guardianSlip) ? slip(dice, guardian.name, byEar) : guardian.name,
    dice.happens(d.guardianIdMissing)
      ? ""
      : dice.happens(0.03)
        ? wrongDigit(dice, guardian.idNumber)
        : guardian.idNumber,
    phoneOf(dice, guardian, village, d),
    village,
    schoolOf(dice, village, d),
  ];
}

export interface Registers {
  readonly left: Row[];
  readonly right: Row[];
  /** The right id of each left id that has one. */
  readonly truth: Map<string, string>;
}

/**
 * Two registers of `rows` children each, 60 % of them in both, in no order. One county per 50,000 rows, one at least.
 */
export function drawRegisters(seed: number, rows: number, damage: Damage = school): Registers {
  const dice = new Dice(seed);
  const land = { counties: Math.max(1, Math.round(rows / 50_000)), given: new Map<string, number>() };
  const [left, right, truth] = [new Array<Row>(), new Array<Row>(), new Map<string, string>()];
  const shared = Math.round(rows * 0.6);
  const name = (side: string, n: number): string => side + String(n).padStart(7, "0");
  while (left.length < rows || right.length < rows) {
    const family = drawFamily(dice, land);
    for (const child of family.children) {
      const place = dice.next() * 1.4;
      const inBoth = place < 0.6 && truth.size < shared && left.length < rows && right.length < rows;
      const [a, b] = [name("A", left.length), name("B", right.length)];
      if (inBoth) truth.set(a, b);
      if (left.length < rows && (inBoth || (place >= 0.6 && place < 1)))
        left.push(rowOf(dice, a, child, family, civil));
      if (right.length < rows && (inBoth || place >= 1)) right.push(rowOf(dice, b, child, family, damage));
    }
  }
  dice.shuffle(left);
  dice.shuffle(right);
  return { left, right, truth };
}
