import { addMonths, type Day } from "#kernel/day.ts";
import { dayAt, numberOf, shift } from "./days.ts";
import { drawGiven, drawSurname, drawUyghurGiven, type Sex } from "./names.ts";
import { type Facts, keyOf, type Making, type Parent, type Village } from "./making.ts";
import { drawOtherHome } from "./places.ts";
import type { Story } from "./story.ts";
import { troubles } from "./troubles.ts";

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

/** When the parents were born, as day numbers. */
type Births = Record<Parent, number>;

/** Names, birth dates, id numbers and telephones of the two parents, of age when their eldest was born. */
function drawParents(making: Making, facts: Facts, father: string, mother: string, eldest: Day): Births {
  const { random, numbers } = making;
  const born = numberOf(eldest);
  const births: Births = { father: 0, mother: 0 };
  for (const [who, sex, name] of [
    ["father", "male", father],
    ["mother", "female", mother],
  ] as const) {
    births[who] = born - random.between(20 * 365, 36 * 365);
    facts[keyOf[who].name] = name;
    facts[keyOf[who].birthDate] = dayAt(births[who]);
    facts[keyOf[who].status] = ["none"];
    facts[keyOf[who]["away.state"]] = "home";
    facts[keyOf[who].vice] = ["none"];
    if (random.chance(0.93)) facts[keyOf[who].idNumber] = numbers.resident(births[who], sex);
    if (random.chance(0.9)) facts[keyOf[who].phone] = numbers.phone();
  }
  return births;
}

const elders = [
  ["grandfather", "male", "father", true],
  ["grandmother", "female", "father", false],
  ["maternalGrandfather", "male", "mother", false],
  ["maternalGrandmother", "female", "mother", false],
] as const;

function drawElders(
  { random }: Making,
  facts: Facts,
  family: { surname: string; dotted: boolean },
  births: Births,
): void {
  for (const [who, sex, side, bearsName] of elders) {
    if (!random.chance(bearsName || sex === "female" ? 0.8 : 0.45)) continue;
    const own = family.dotted ? drawUyghurGiven(random, sex) : drawGiven(random, sex, "elder");
    const surname = bearsName ? family.surname : drawSurname(random);
    facts[keyOf[who].name] = family.dotted ? own : surname + own;
    facts[keyOf[who].birthDate] = dayAt(births[side] - random.between(20 * 365, 31 * 365));
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
    ? shift(addMonths(today, -6), random.between(-6, 6))
    : shift(today, -random.between(20, 2200));
}

/** A family of a village: who the parents are, where they live, and what happened to them. */
export function drawFamily(making: Making, story: Story, village: Village, eldest: Day): Family {
  const { random } = making;
  const dotted = random.chance(0.002);
  const naming = { surname: drawSurname(random), dotted };
  const own = (sex: Sex) => (dotted ? drawUyghurGiven(random, sex) : drawGiven(random, sex, "parent"));
  const fatherGiven = own("male");
  const shared: Facts = {};
  drawHome(making, shared, village, story);
  const mother = dotted ? own("female") : drawSurname(random) + own("female");
  const births = drawParents(making, shared, personName(naming, fatherGiven), mother, eldest);
  drawElders(making, shared, naming, births);
  troubles[story](making, shared);
  return { story, village, ...naming, fatherGiven, shared };
}
