import type { Day } from "#kernel/day.ts";
import { checkCharacter, disabilityOrder } from "#kernel/idNumber.ts";
import { dayAt, firstDay } from "./days.ts";
import type { Sex } from "./names.ts";

/*
 * Numbers of the right build that can be nobody's.
 *
 * Id numbers carry the region 999xxx. GB/T 2260 has no province 99, so no resident number begins so; the new number of
 * foreigners with permanent residence begins with 9 and then names the province, which again is never 99.
 *
 * Residence permits of 港澳台 must have the regions 810000, 820000 or 830000 to be read as such, so theirs take the
 * orders 990 to 999: a thousand holders of one region born on one day would be needed to reach them.
 *
 * Telephones are 010-0…: behind an area code a local number never begins with 0, which dials the trunk.
 */

const regionBase = 999_000;
const ordersOfSex = 500;
/** Birth days from 1900 to 2199. */
const days = 110_000;

export class Numbers {
  /** How many were given per birth day (as a number from 1900 on) and sex: bounded by days, not by people. */
  readonly #given = { male: new Int32Array(days), female: new Int32Array(days) };
  readonly #permits = new Map<string, number>();
  #phones = 0;

  /**
   * A resident id number for a birth day (days since 1970-01-01) and sex, never the same one twice.
   * Errors: Error past 500,000 for one day.
   */
  resident(born: number, sex: Sex): string {
    const given = this.#given[sex];
    const n = given[born - firstDay] ?? 0;
    given[born - firstDay] = n + 1;
    const region = regionBase + Math.floor(n / ordersOfSex);
    if (region > 999_999) throw new Error(`Numbers: no id numbers left for ${dayAt(born)}`);
    return complete(region, dayAt(born), (n % ordersOfSex) * 2 + (sex === "male" ? 1 : 0));
  }

  /** A residence permit number; undefined where the five of the day, sex and region are used up. */
  hmt(place: 81 | 82 | 83, birth: Day, sex: Sex): string | undefined {
    const key = place + sex + birth;
    const n = this.#permits.get(key) ?? 0;
    this.#permits.set(key, n + 1);
    return n < 5 ? complete(place * 10_000, birth, 990 + n * 2 + (sex === "male" ? 1 : 0)) : undefined;
  }

  /** 11 digits, distinct up to ten million: the step shares no factor with it. */
  phone(): string {
    return `0${1_000_000_000 + ((this.#phones++ * 7_654_321 + 1_234_567) % 10_000_000)}`;
  }
}

function complete(region: number, birth: Day, order: number): string {
  const first17 =
    String(region) + birth.slice(0, 4) + birth.slice(5, 7) + birth.slice(8, 10) + String(1000 + order).slice(1);
  return first17 + checkCharacter(first17);
}

/** 残疾人证: the id number, the digit of the kind, the digit of the level. */
export const certificate = (idNumber: string, kind: (typeof disabilityOrder)[number], level: number): string =>
  `${idNumber}${disabilityOrder.indexOf(kind) + 1}${level}`;
