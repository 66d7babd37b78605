/**
 * What a policy may name. The catalogue itself belongs to a capability (the child's file); this machine knows
 * only its shape.
 */
export type FactType = "day" | "bool" | "enum" | "set" | "int" | "area" | "text";

export interface FactSpec {
  /** Dotted path: `father.away.since`. `parent.*` in a condition stands for father.* and mother.* in turn. */
  readonly key: string;
  readonly type: FactType;
  /** Codes of an enum or a set, each with its Chinese label. */
  readonly options?: Readonly<Record<string, string>>;
  readonly zh: string;
  /** Unit of an int ("级", "元/月"); days are calendar days in China. */
  readonly unit?: string;
  /** The least and the most that an int may be. */
  readonly range?: readonly [least: number, most: number];
  /** Which part of the file it belongs to. */
  readonly group: string;
  /** Four classes of fields: who may see it (issue "Who may see what"). */
  readonly cls: "open" | "internal" | "sensitive" | "sealed";
  /**
   * What a condition answers where the file has no such fact: `unknown` asks for it; `no` because it is recorded
   * only when found (a risk, a measure), so that its absence is the finding "not found".
   */
  readonly absent: "unknown" | "no";
  /** Where it usually comes from. */
  readonly from: readonly ("survey" | "visit" | "department" | "registration" | "panel")[];
  /** False for names, numbers and addresses: a policy decides on states, never on who somebody is. */
  readonly policy: boolean;
}

/** A child's facts as conditions read them: dotted key → value; a set is an array of codes; absent or null = not known. */
export type Facts = Readonly<Record<string, FactValue | null | undefined>>;
export type FactValue = string | number | boolean | readonly string[];
