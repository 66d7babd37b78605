import type { Day } from "#kernel/day.ts";
import { readIdNumber } from "#kernel/idNumber.ts";

export type Typed =
  | { readonly state: "empty" | "typing" }
  | { readonly state: "wrong"; readonly say: string }
  | {
      readonly state: "read";
      readonly birthDate: Day;
      readonly sex: "male" | "female";
      readonly kind: "resident" | "hmt";
      readonly number: string;
    };

const faults = {
  length: "位数不对，应为18位（旧证15位）",
  characters: "只能有数字，末位可以是 X",
  birth: "号码里的出生日期不存在，请核对第7至14位",
  check: "末位校验不符，至少有一位抄错，请逐位核对",
} as const;

const plain = (text: string): string => text.normalize("NFKC").replace(/\s/g, "");

/** What an id number says while it is typed: an unfinished one is no fault yet. */
export function readIdentity(text: string): Typed {
  const typed = plain(text);
  if (typed === "") return { state: "empty" };
  if (!/^\d*[\dXx]?$/.test(typed)) return { state: "wrong", say: faults.characters };
  if (typed.length < 18 && typed.length !== 15) return { state: "typing" };
  const read = readIdNumber(typed);
  if (read.ok)
    return {
      state: "read",
      birthDate: read.id.birthDate,
      sex: read.id.sex,
      kind: read.id.kind,
      number: read.id.number,
    };
  return typed.length === 15 ? { state: "typing" } : { state: "wrong", say: faults[read.fault] };
}
