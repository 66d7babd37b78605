import { birthday, type Day } from "#kernel/day.ts";
import { dayAt, numberOf, shift } from "./days.ts";
import { drawDisability } from "./disability.ts";
import type { Family } from "./family.ts";
import type { Facts, Making } from "./making.ts";
import { drawDotted, drawGiven, type Sex } from "./names.ts";
import { type Random, weighted } from "./random.ts";
import { drawRisks } from "./risks.ts";

/** 54.5 % of left-behind children are boys (Ministry of Civil Affairs, 2018). */
const boys = 0.545;

/** A day on which the child is of an age; one in twenty-five has a birthday within a fortnight of today. */
export function drawBirth({ random, today, now }: Making, [youngest, oldest]: readonly [number, number]): Day {
  const years = random.between(youngest, oldest);
  if (random.chance(0.04)) {
    const birth = shift(birthday(today, -years), random.between(-14, 14));
    return birth > today ? shift(birth, -14) : birth;
  }
  return dayAt(now - Math.floor((years + random.unit()) * 365.2425));
}

function schoolOf(random: Random, age: number): readonly [string, string] {
  if (age < 3) return ["none_preschool", ""];
  if (age < 6) return random.chance(0.88) ? ["kindergarten", "幼儿园"] : ["none_preschool", ""];
  if (age < 12) return random.chance(0.996) ? ["primary", "小学"] : ["not_enrolled", ""];
  if (age < 15) return random.chance(0.992) ? ["junior", "初级中学"] : ["dropout", ""];
  const kind = random.unit();
  if (kind < 0.55) return ["senior", "高级中学"];
  if (kind < 0.88) return ["vocational", "职业技术学校"];
  return kind < 0.97 ? ["not_enrolled", ""] : ["dropout", ""];
}

const gradeOf = (state: string, age: number): string | undefined =>
  state === "primary" ? `${age - 5}年级` : state === "junior" ? `${age - 11}年级` : undefined;

/** School names say that they are examples: a real school is never meant. */
function drawSchool(random: Random, facts: Facts, age: number, special: boolean): void {
  const [state, kind] = special && age >= 6 && age < 16 ? ["special", "特殊教育学校"] : schoolOf(random, age);
  facts["school.state"] = state;
  if (kind === "") return;
  facts["school.name"] = `示例第${"一二三四五六七八九"[random.between(0, 8)] ?? "一"}${kind}`;
  const grade = gradeOf(state, age);
  if (grade) facts["school.grade"] = grade;
  facts["school.boarding"] = age >= 11 && random.chance(0.3);
}

function drawHealth(random: Random, facts: Facts, family: Family): void {
  const disabled = random.chance(family.story === "disabled_child" ? 0.75 : 0.006);
  if (disabled) drawDisability(random, facts);
  const kind = random.unit();
  facts["health.state"] = kind < 0.93 ? "healthy" : kind < 0.975 ? "weak" : kind < 0.995 ? "chronic" : "severe";
  if (facts["health.state"] === "severe")
    facts["health.illness"] = random.pick(["白血病", "先天性心脏病", "肾病综合征", "重型再生障碍性贫血"]);
  if (family.story === "orphan" && random.chance(0.01)) facts["health.hiv"] = true;
  facts["insurance.medical"] = random.chance(0.975) ? "insured" : "uninsured";
}

/** A number for most; one in eighty has none yet, and some of these no household register either. */
function drawIdentity({ random, numbers }: Making, facts: Facts, birth: Day, born: number, sex: Sex): void {
  const kind = random.unit();
  if (kind < 0.0125) {
    facts["idKind"] = "none";
    if (random.chance(0.35)) {
      facts["hukou.kind"] = "none";
      delete facts["hukou.area"];
      delete facts["hukou.address"];
    }
    return;
  }
  const hmt = kind < 0.0135 ? numbers.hmt(random.pick([81, 82, 83]), birth, sex) : undefined;
  facts["idKind"] = hmt ? "hmt" : "resident";
  facts["idNumber"] = hmt ?? numbers.resident(born, sex);
}

const peoples = weighted([
  ["汉族", 960],
  ["壮族", 9],
  ["瑶族", 5],
  ["苗族", 5],
  ["土家族", 5],
  ["畲族", 4],
  ["侗族", 4],
  ["布依族", 3],
  ["彝族", 3],
  ["满族", 2],
] as const);

/**
 * Adds what is a child's own to `facts`, which hold what its family shares: a copy, except for the family's last
 * child, which takes the table itself (copying it is a fifth of all the work).
 */
export function drawChild(making: Making, family: Family, birth: Day, facts: Facts): Facts {
  const { random, now, numbers } = making;
  const sex: Sex = random.chance(boys) ? "male" : "female";
  facts["sex"] = sex;
  facts["birthDate"] = birth;
  facts["name"] = family.dotted
    ? drawDotted(random, sex, family.fatherGiven)
    : family.surname + drawGiven(random, sex, "child");
  facts["ethnicity"] = family.dotted ? "维吾尔族" : peoples(random);
  const born = numberOf(birth);
  const age = Math.floor((now - born) / 365.2425);
  const moved = facts["residence.since"];
  if (typeof moved !== "string" || moved < birth) facts["residence.since"] = birth;
  drawIdentity(making, facts, birth, born, sex);
  if (age >= 12 && random.chance(0.3)) facts["phone"] = numbers.phone();
  drawHealth(random, facts, family);
  const { "disability.kind": kind, "disability.level": level } = facts;
  drawSchool(random, facts, age, kind !== undefined && Number(level) <= 2 && random.chance(0.6));
  drawRisks(making, facts, family.story, age);
  return facts;
}
