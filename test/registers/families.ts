import { checkCharacter } from "#kernel/idNumber.ts";
import { type Day, dayNumber, fromDayNumber } from "#kernel/day.ts";
import type { Dice } from "./chance.ts";
import { drawDotted, drawGiven, drawGrownUp, drawShared, drawSurname, type Sex } from "./names.ts";

export interface GrownUp {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
}

export interface Child {
  readonly surname: string;
  readonly given: string;
  readonly otherSurname: string;
  readonly sex: Sex;
  readonly birth: Day;
  readonly idNumber: string;
}

export interface Family {
  readonly village: string;
  readonly guardians: readonly GrownUp[];
  readonly children: readonly Child[];
}

/** A prefecture: counties of fifteen townships of twenty villages. */
export interface Land {
  readonly counties: number;
  readonly given: Given;
}

const FIRST = dayNumber("2007-01-01");
const DAYS = 18 * 365;
const pad = (n: number, width: number): string => String(n).padStart(width, "0");

function drawVillage(dice: Dice, land: Land): string {
  return `4452${pad(1 + dice.below(land.counties), 2)}${pad(100 + dice.below(15), 3)}${pad(200 + dice.below(20), 3)}`;
}

/** Numbers that were given out already, by region, day and sex: an id is nobody else's. */
export type Given = Map<string, number>;

const ORDERS = 500;

export function drawId(dice: Dice, given: Given, region: string, birth: Day, sex: Sex): string {
  const key = `${region}${birth}${sex}`;
  // a station gives out its numbers one after the other, so that twins stand side by side
  const order = ((given.get(key) ?? dice.below(ORDERS)) + 1) % ORDERS;
  given.set(key, order);
  const first = `${region}${birth.replaceAll("-", "")}${pad(order * 2 + (sex === "boy" ? 1 : 0), 3)}`;
  return first + checkCharacter(first);
}

const drawPhone = (dice: Dice): string => `1${dice.one(["3", "5", "7", "8", "9"])}${pad(dice.below(1e9), 9)}`;

function drawGrown(
  dice: Dice,
  land: Land,
  kind: "father" | "mother" | "grandparent",
  surname: string,
  region: string,
): GrownUp {
  const age = kind === "grandparent" ? dice.between(52, 72) : dice.between(24, 46);
  const birth = fromDayNumber(dayNumber("2024-06-30") - age * 365 - dice.below(365));
  const sex: Sex = kind === "father" || (kind === "grandparent" && dice.happens(0.5)) ? "boy" : "girl";
  return {
    name: surname + drawGrownUp(dice, kind),
    idNumber: drawId(dice, land.given, region, birth, sex),
    phone: drawPhone(dice),
  };
}

const sizes = [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4] as const;

/** A household of one to four children, now and then with twins. */
export function drawFamily(dice: Dice, land: Land): Family {
  const village = drawVillage(dice, land);
  const region = dice.happens(0.9) ? village.slice(0, 6) : drawVillage(dice, land).slice(0, 6);
  const [surname, otherSurname] = [drawSurname(dice), drawSurname(dice)];
  const guardians = [
    drawGrown(dice, land, "father", surname, region),
    drawGrown(dice, land, "mother", otherSurname, region),
    drawGrown(dice, land, "grandparent", surname, region),
  ];
  return { village, guardians, children: drawChildren(dice, land, surname, otherSurname, region) };
}

function drawChildren(dice: Dice, land: Land, surname: string, otherSurname: string, region: string): Child[] {
  const dotted = dice.happens(0.01);
  const shared = dice.happens(0.3) ? drawShared(dice) : null;
  const children: Child[] = [];
  let birth = fromDayNumber(FIRST + dice.below(DAYS));
  const count = dice.one(sizes);
  while (children.length < count) {
    const twin = children.length > 0 && dice.happens(0.05);
    const before = children.at(-1);
    if (!twin && before) birth = fromDayNumber(FIRST + ((dayNumber(birth) - FIRST + dice.between(330, 2200)) % DAYS));
    const sex: Sex = dice.happens(0.52) ? "boy" : "girl";
    const given = dotted
      ? drawDotted(dice)
      : drawGiven(dice, sex, twin && dice.happens(0.6) && before ? before.given.charAt(0) : shared);
    if (before?.given === given) continue;
    children.push({
      surname: dotted ? "" : surname,
      given,
      otherSurname,
      sex,
      birth,
      idNumber: drawId(dice, land.given, region, birth, sex),
    });
  }
  return children;
}

const parts = new Intl.DateTimeFormat("en-u-ca-chinese", {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});

/** The lunar day of a solar one, written as if it were solar. */
export function asLunar(day: Day): string {
  const found = new Map<string, string>(
    parts.formatToParts(new Date(`${day}T12:00:00Z`)).map(({ type, value }) => [type, value]),
  );
  return [
    found.get("relatedYear"),
    pad(Number.parseInt(found.get("month") ?? "", 10), 2),
    pad(Number(found.get("day")), 2),
  ].join("-");
}
