import { ageOn, type Day } from "#kernel/day.ts";
import { type IdFault, readIdNumber, readPhone } from "#kernel/idNumber.ts";
import { dayText } from "../days.ts";
import { draftKey, keepDraft, readDraft } from "../draft.ts";
import { text } from "../language/text.ts";

/** Where a parent is, as one says it at the door. */
export const parentPlaces = ["home", "work", "dead", "unclear"] as const;
export type ParentPlace = (typeof parentPlaces)[number];

/** The few things that one knows of a child on the first day; the first visit asks the rest. */
export interface Registering {
  readonly name: string;
  readonly hasNumber: boolean;
  readonly idNumber: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly hukou: string;
  readonly address: string;
  readonly guardianName: string;
  readonly guardianRelation: string;
  readonly guardianPhone: string;
  readonly father: ParentPlace;
  readonly fatherSince: string;
  readonly mother: ParentPlace;
  readonly motherSince: string;
}

export const blank: Registering = {
  name: "", hasNumber: true, idNumber: "", birthDate: "", sex: "", hukou: "", address: "", guardianName: "",
  guardianRelation: "", guardianPhone: "", father: "unclear", fatherSince: "", mother: "unclear", motherSince: "",
}; // prettier-ignore

/** Where the form of a registration is kept while it is filled in. */
export const registeringKey = (personId: string): string => draftKey(personId, "register");

/** The line of a department's list that a registration answers: it is right, and this is the child's file. */
export interface Answers {
  readonly lineId: string;
  readonly name: string;
  readonly note: string;
}

/** Begins a registration with what is known; one of another child that is half-filled stays as it is. */
export function toRegister(personId: string, known: Partial<Registering>, answers: Answers): void {
  const key = registeringKey(personId);
  const begun = (readDraft(key) as { readonly child?: Registering } | undefined)?.child;
  if (begun && begun.name.trim() !== "") return;
  keepDraft(key, { child: { ...blank, ...known }, answers });
}

const faultText = (fault: IdFault): string => text(`number.${fault}`);

/** Full-width digits and letters as half-width ones, without spaces; x as X. */
export const plainNumber = (typed: string): string =>
  typed
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000-]/g, "")
    .toUpperCase();

export type NumberSaid =
  | { readonly kind: "short"; readonly say: string }
  | { readonly kind: "wrong"; readonly say: string }
  | { readonly kind: "right"; readonly say: string };

/** What is said beneath the number while it is typed (GB 11643). */
export function numberSaid(typed: string, today: Day): NumberSaid {
  const number = plainNumber(typed);
  if (number === "") return { kind: "short", say: text("number.hint") };
  if (!/^\d{0,17}[\dX]?$/.test(number))
    return { kind: "wrong", say: faultText(number.length > 18 ? "length" : "characters") };
  if (number.length < 18) return { kind: "short", say: text("number.missing", { n: 18 - number.length }) };
  const reading = readIdNumber(number);
  if (!reading.ok) return { kind: "wrong", say: faultText(reading.fault) };
  const { birthDate, sex } = reading.id;
  if (birthDate > today) return { kind: "wrong", say: faultText("birth") };
  if (ageOn(birthDate, today) >= 18) return { kind: "wrong", say: text("number.adult") };
  const n = ageOn(birthDate, today);
  return { kind: "right", say: text("number.right", { sex: text(`sex.${sex}`), day: dayText(birthDate, today), n }) };
}

export const phoneFault = (typed: string): string | undefined =>
  typed.trim() === "" || readPhone(typed) !== null ? undefined : text("register.phone_wrong");

/** What still stands in the way of registering; undefined where nothing does. */
export function missingWords(child: Registering, today: Day): string | undefined {
  if (child.name.trim() === "") return text("register.want_name");
  if (child.hasNumber && numberSaid(child.idNumber, today).kind !== "right") return text("register.want_number");
  if (!child.hasNumber && child.birthDate === "") return text("register.want_birth");
  if (!child.hasNumber && child.birthDate > today) return text("register.birth_future");
  if (!child.hasNumber && child.sex === "") return text("register.want_sex");
  return phoneFault(child.guardianPhone);
}

function parentFacts(who: "father" | "mother", place: ParentPlace, since: string): Record<string, unknown> {
  if (place === "dead") return { [`${who}.status`]: ["dead"] };
  if (place === "home") return { [`${who}.away.state`]: "home" };
  if (place === "work") return { [`${who}.away.state`]: "work", ...(since !== "" && { [`${who}.away.since`]: since }) };
  return {};
}

/** The facts that were told; what was left empty is not known, and is not sent. */
export function factsOf(child: Registering): Record<string, unknown> {
  const identity = child.hasNumber
    ? { idNumber: plainNumber(child.idNumber) }
    : { idKind: "none", birthDate: child.birthDate, sex: child.sex };
  const told = {
    name: child.name.trim(),
    "hukou.kind": child.hukou,
    "residence.address": child.address.trim(),
    "guardian.name": child.guardianName.trim(),
    "guardian.relation": child.guardianRelation,
    "guardian.phone": readPhone(child.guardianPhone) ?? "",
  };
  const filled = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ""));
  return {
    ...filled,
    ...identity,
    ...parentFacts("father", child.father, child.fatherSince),
    ...parentFacts("mother", child.mother, child.motherSince),
  };
}
