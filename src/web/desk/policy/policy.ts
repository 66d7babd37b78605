import { createContext, useContext } from "react";

/** The pack in force, as /api/policy/current gives it. */
export interface Pack {
  readonly ref: string;
  readonly title: string;
  readonly document: string;
  readonly from: string;
  readonly to: string | null;
  readonly categories: readonly Category[];
  readonly levels: readonly Level[];
  readonly grounds: readonly {
    readonly id: string;
    readonly title: string;
    readonly level: string;
    readonly clause: string;
  }[];
  readonly escalation: readonly { readonly after: string; readonly to: string; readonly clause: string }[];
  readonly deadlines: readonly Deadline[];
  /** What must be reported at once, and within how many hours what follows. */
  readonly situations: readonly Situation[];
  readonly concernLimits: readonly { readonly id: string; readonly hours: number; readonly clause: string }[];
}

export interface Situation {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly clause: string;
}

export interface Category {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly ledger: string;
  readonly kinds: readonly { readonly id: string; readonly title: string; readonly clause: string }[];
}

export interface Level {
  readonly id: string;
  readonly title: string;
  readonly word: string;
  readonly shape: string;
  readonly rhythms: readonly {
    readonly kind: string;
    readonly every: string;
    readonly mode: string;
    readonly clause: string;
  }[];
}

export interface Deadline {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly on: string;
  readonly from?: string;
  readonly to?: string;
}

/** What a post that may not read the policy is given: no page of it asks for more. */
export const noPack: Pack = {
  ref: "", title: "", document: "", from: "", to: null, categories: [], levels: [], grounds: [], escalation: [], deadlines: [], situations: [], concernLimits: [],
}; // prettier-ignore

export const PolicyContext = createContext<Pack | undefined>(undefined);

export function usePolicy(): Pack {
  const pack = useContext(PolicyContext);
  if (!pack) throw new Error("usePolicy: the policy has not been read yet");
  return pack;
}

export const levelOf = (pack: Pack, id: string | null | undefined): Level | undefined =>
  pack.levels.find((level) => level.id === id);

/** Titles of categories by id; a category of another area's pack is not named by its code. */
export function categoryTitles(pack: Pack, ids: readonly string[], kinds: readonly string[] = []): string[] {
  return ids.map((id) => {
    const category = pack.categories.find((one) => one.id === id);
    if (!category) return "其他类别";
    const own = category.kinds.filter((kind) => kinds.includes(kind.id)).map((kind) => kind.title);
    return own.length === 0 ? category.title : `${category.title}（${own.join("、")}）`;
  });
}

export const groundTitle = (pack: Pack, id: string): string =>
  pack.grounds.find((one) => one.id === id)?.title ?? "其他情形";

export const ledgerNames: Readonly<Record<string, string>> = {
  main: "主台账",
  single_parent: "单亲家庭台账",
  mobile: "流动儿童台账",
  statistics: "仅作统计",
};

export const ledgerName = (id: string): string => ledgerNames[id] ?? "其他台账";

/** The units that deadlines and escalation name. */
const unitNames: Readonly<Record<string, string>> = {
  village: "村（社区）",
  township: "乡镇（街道）",
  county: "县级民政部门",
  prefecture: "市级民政部门",
  province: "省级民政部门",
  supervisor: "儿童督导员",
  director: "儿童主任",
  city: "市级民政部门",
};

export const unitName = (id: string | null | undefined): string => (id ? (unitNames[id] ?? "上级部门") : "");

export const visitNames: Readonly<Record<string, string>> = { home_visit: "入户走访", contact: "联系" };
export const visitName = (kind: string): string => visitNames[kind] ?? "走访联系";
