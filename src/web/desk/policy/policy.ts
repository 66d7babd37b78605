import { createContext, useContext } from "react";
import { ledgerNames, unitNames, visitNames } from "#capabilities/policy/zh.ts";

export { ledgerNames, visitNames };

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

export const ledgerName = (id: string): string => ledgerNames[id] ?? "其他台账";

/** The units that deadlines and escalation name. */
export const unitName = (id: string | null | undefined): string => (id ? (unitNames[id] ?? "上级部门") : "");

export const visitName = (kind: string): string => visitNames[kind] ?? "走访联系";
