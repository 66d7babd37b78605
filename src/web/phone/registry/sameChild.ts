import type { CaseLine } from "#capabilities/caselist/words.ts";
import { readIdNumber } from "#kernel/idNumber.ts";
import { plainNumber, type Registering } from "./registering.ts";

/*
 * Whether a child that is being registered is on file already, as far as the village's own list can tell: the same number,
 * of which the phone holds the ends; the same birthday and sex, under a name that was written otherwise; the same name.
 */

/** What is known of the child so far, by its number where it has one. */
export interface Known {
  readonly name: string;
  readonly number: string;
  readonly birthDate: string;
  readonly sex: string;
}

export function knownOf({ name, hasNumber, idNumber, birthDate, sex }: Registering): Known {
  const number = hasNumber ? plainNumber(idNumber) : "";
  const reading = readIdNumber(number);
  const said = reading.ok ? reading.id : { number: "", birthDate, sex };
  const { number: whole, ...born } = hasNumber && !reading.ok ? { number: "", birthDate: "", sex: "" } : said;
  return { name: name.trim(), number: whole, ...born };
}

/** Whether a number is the one of which only the ends are shown. */
export const fitsMask = (masked: string, number: string): boolean =>
  number !== "" &&
  masked.length === number.length &&
  [...masked].every((sign, i) => sign === "*" || sign === number[i]);

export type Why = "number" | "birth" | "name";

/** Why this line may be the same child; undefined where nothing says so. */
export function whySame(known: Known, line: Pick<CaseLine, "name" | "birthDate" | "sex">, masked: string): Why | undefined {
  const isBorn = known.birthDate !== "" && line.birthDate === known.birthDate;
  if (isBorn && fitsMask(masked, known.number)) return "number"; // its ends and the day between them are the whole of it
  if (isBorn && line.sex === known.sex) return "birth";
  return known.name.length >= 2 && line.name.includes(known.name) ? "name" : undefined;
} // prettier-ignore

const order: readonly Why[] = ["number", "birth", "name"];

/** The lines that may be the same child, the surest first. */
export function sameIn<Line extends Pick<CaseLine, "childId" | "name" | "birthDate" | "sex">>(
  known: Known,
  lines: readonly Line[],
  maskedOf: (childId: string) => string,
): readonly { readonly line: Line; readonly why: Why }[] {
  const found = lines.flatMap((line) => {
    const why = whySame(known, line, maskedOf(line.childId));
    return why ? [{ line, why }] : [];
  });
  return order.flatMap((why) => found.filter((one) => one.why === why));
}
