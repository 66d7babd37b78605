import { ageOn, type Day } from "#kernel/day.ts";
import { type IdFault, readIdNumber, readPhone } from "#kernel/idNumber.ts";
import { dayText } from "../days.ts";

/** Where a parent is, as one says it at the door. */
export const parentPlaces = { home: "在家", work: "外出打工", dead: "不在世", unclear: "不清楚" } as const;
export type ParentPlace = keyof typeof parentPlaces;

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

const faults: Readonly<Record<IdFault, string>> = {
  length: "身份证号是18位，请核对。",
  characters: "身份证号只有数字，最后一位可以是X。",
  birth: "号码里的出生日期不存在，请逐位核对。",
  check: "号码有一位不对，请对照证件逐位核对。",
};

/** Full-width digits and letters as half-width ones, without spaces; x as X. */
export const plainNumber = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000-]/g, "")
    .toUpperCase();

export type NumberSaid =
  | { readonly kind: "short"; readonly say: string }
  | { readonly kind: "wrong"; readonly say: string }
  | { readonly kind: "right"; readonly say: string };

/** What is said beneath the number while it is typed (GB 11643). */
export function numberSaid(text: string, today: Day): NumberSaid {
  const number = plainNumber(text);
  if (number === "") return { kind: "short", say: "照着身份证或户口本填，共18位" };
  if (!/^\d{0,17}[\dX]?$/.test(number))
    return { kind: "wrong", say: number.length > 18 ? faults.length : faults.characters };
  if (number.length < 18) return { kind: "short", say: `还差${18 - number.length}位` };
  const reading = readIdNumber(number);
  if (!reading.ok) return { kind: "wrong", say: faults[reading.fault] };
  const { birthDate, sex } = reading.id;
  if (birthDate > today) return { kind: "wrong", say: faults.birth };
  if (ageOn(birthDate, today) >= 18) return { kind: "wrong", say: "这个人已经满十八周岁。" };
  const age = ageOn(birthDate, today);
  return { kind: "right", say: `${sex === "male" ? "男" : "女"}，${dayText(birthDate, today)}出生，${age}岁` };
}

export const phoneFault = (text: string): string | undefined =>
  text.trim() === "" || readPhone(text) !== null ? undefined : "电话号码不对，请核对。";

/** What still stands in the way of registering; undefined where nothing does. */
export function missingWords(child: Registering, today: Day): string | undefined {
  if (child.name.trim() === "") return "请填姓名。";
  if (child.hasNumber && numberSaid(child.idNumber, today).kind !== "right")
    return "请把身份证号填对；没有的，点“没有身份证号”。";
  if (!child.hasNumber && child.birthDate === "") return "请填出生日期。";
  if (!child.hasNumber && child.birthDate > today) return "出生日期在今天之后，请核对。";
  if (!child.hasNumber && child.sex === "") return "请选男孩还是女孩。";
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
