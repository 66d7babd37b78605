import type { FactValue } from "#engines/rules/catalogue.ts";
import { addDays, addMonths, type Day, fromDayNumber } from "#kernel/day.ts";
import { drawGiven, drawSurname, drawUyghurGiven, type Sex } from "./names.ts";
import type { Numbers } from "./numbers.ts";
import { drawOtherHome } from "./places.ts";
import type { Random } from "./random.ts";
import { drawStory, type Story } from "./story.ts";
import { troubles } from "./troubles.ts";

export type Facts = Record<string, FactValue>;

export interface Village {
  readonly code: string;
  readonly name: string;
}

/** What a family is made from; one source of chance per family, so that families do not depend on one another. */
export interface Making {
  readonly random: Random;
  readonly numbers: Numbers;
  readonly villages: readonly Village[];
  readonly today: Day;
  /** `today` as a day number, for arithmetic in the hot path. */
  readonly now: number;
}

export interface Family {
  readonly story: Story;
  readonly village: Village;
  readonly surname: string;
  /** 维吾尔族 families carry the father's name behind an interpunct instead of a surname. */
  readonly dotted: boolean;
  readonly fatherGiven: string;
  /** Facts that brothers and sisters share. */
  readonly shared: Facts;
}

const personName = (family: { surname: string; dotted: boolean }, own: string): string =>
  family.dotted ? own : family.surname + own;

/** Names, birth dates, id numbers and telephones of the two parents. */
function drawParents(making: Making, facts: Facts, father: string, mother: string): void {
  const { random, numbers, now } = making;
  for (const [who, sex, name] of [["father", "male", father], ["mother", "female", mother]] as const) {
    const birth = fromDayNumber(now - random.between(24 * 365, 46 * 365));
    facts[`${who}.name`] = name;
    facts[`${who}.birthDate`] = birth;
    facts[`${who}.status`] = ["none"];
    facts[`${who}.away.state`] = "home";
    facts[`${who}.vice`] = ["none"];
    if (random.chance(0.93)) facts[`${who}.idNumber`] = numbers.resident(birth, sex);
    if (random.chance(0.9)) facts[`${who}.phone`] = numbers.phone();
  }
}

const elders = [
  ["grandfather", "male", true],
  ["grandmother", "female", false],
  ["maternalGrandfather", "male", false],
  ["maternalGrandmother", "female", false],
] as const;

function drawElders(making: Making, facts: Facts, family: { surname: string; dotted: boolean }): void {
  const { random, now } = making;
  for (const [who, sex, bearsName] of elders) {
    if (!random.chance(bearsName || sex === "female" ? 0.8 : 0.45)) continue;
    const own = family.dotted ? drawUyghurGiven(random, sex) : drawGiven(random, sex, "elder");
    const surname = bearsName ? family.surname : drawSurname(random);
    facts[`${who}.name`] = family.dotted ? own : surname + own;
    facts[`${who}.birthDate`] = fromDayNumber(now - random.between(52 * 365, 78 * 365));
  }
}

function drawHome(making: Making, facts: Facts, village: Village, story: Story): void {
  const { random } = making;
  const address = `${village.name}${random.between(1, 12)}组${random.between(1, 260)}号`;
  facts["residence.area"] = village.code;
  facts["residence.address"] = address;
  facts["hukou.kind"] = random.chance(story === "mobile" ? 0.7 : 0.9) ? "rural" : "urban";
  if (story === "mobile") return moveIn(making, facts, village);
  facts["hukou.area"] = village.code;
  facts["hukou.address"] = address;
}

/** Where a mobile family came from, and when: one in five moved about six months ago, the policies' border. */
function moveIn({ random, villages, today }: Making, facts: Facts, village: Village): void {
  const within = random.chance(0.15) && villages.length > 1;
  facts["hukou.area"] = within ? random.pick(villages).code : drawOtherHome(random, village.code);
  const border = random.chance(0.2);
  facts["residence.since"] = border
    ? addDays(addMonths(today, -6), random.between(-6, 6))
    : addDays(today, -random.between(20, 2200));
}

/** A family of a village: who the parents are, where they live, and what happened to them. */
export function drawFamily(making: Making, story?: Story, village?: Village): Family {
  const { random, villages } = making;
  const told = story ?? drawStory(random);
  const at = village ?? random.pick(villages);
  const dotted = random.chance(0.002);
  const naming = { surname: drawSurname(random), dotted };
  const own = (sex: Sex) => (dotted ? drawUyghurGiven(random, sex) : drawGiven(random, sex, "parent"));
  const fatherGiven = own("male");
  const shared: Facts = {};
  drawHome(making, shared, at, told);
  const mother = dotted ? own("female") : drawSurname(random) + own("female");
  drawParents(making, shared, personName(naming, fatherGiven), mother);
  drawElders(making, shared, naming);
  troubles[told](making, shared);
  return { story: told, village: at, ...naming, fatherGiven, shared };
}
