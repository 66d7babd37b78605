import type { Day } from "#kernel/day.ts";
import { address } from "../app/api.ts";
import { linkTo } from "../app/route.ts";

/** A return that the policy asks for. */
export interface ReturnTitle {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
  readonly due: readonly Day[];
}

export interface ReturnRow {
  readonly id: string;
  readonly level: string;
  readonly title: string;
  readonly count: number;
  readonly ofWhich: { readonly title: string; readonly count: number } | null;
}

export interface ReturnData {
  readonly return: string;
  readonly title: string;
  readonly clause: string;
  readonly area: { readonly code: string; readonly name: string };
  readonly asOf: Day;
  /** Nobody had been registered by that day. */
  readonly unrecorded: boolean;
  readonly generatedAt: string;
  readonly rows: readonly ReturnRow[];
  readonly subtotals: readonly { readonly level: string; readonly title: string; readonly count: number }[];
  readonly total: { readonly count: number };
  readonly faults: readonly { readonly code: string; readonly level: string | null; readonly count: number }[];
  readonly notes: readonly string[];
  readonly checks: readonly {
    readonly formula: string;
    readonly ok: boolean;
    readonly left: number;
    readonly right: number;
  }[];
  readonly form: {
    readonly annex: string | null;
    readonly fields: readonly { readonly label: string; readonly value: string }[];
    readonly columns: readonly string[];
    readonly subtotal: string;
    readonly total: string;
    readonly foot: number;
    readonly remarks: Readonly<Record<string, number>>;
  };
}

/** Which table: of which area, as of which day, and as it is known now or was known then. */
export interface Asked {
  readonly area?: string | undefined;
  readonly asOf?: string | undefined;
  readonly frozen?: string | undefined;
  /** The earlier day that the figures are held against on the page. */
  readonly with?: string | undefined;
}

export const dataAddress = (id: string, { area, asOf, frozen }: Asked): string =>
  address(`/api/returns/${encodeURIComponent(id)}`, { area, asOf, frozen });

export const fileAddress = (id: string, format: "xlsx" | "pdf" | "html", { area, asOf, frozen }: Asked): string =>
  address(`/api/returns/${encodeURIComponent(id)}/file/${format}`, { area, asOf, frozen });

/** A register that the policy asks for: a line for each child. */
export interface RegisterTitle {
  readonly id: string;
  readonly title: string;
  readonly clause: string;
}

export const registerAddress = (id: string, { area, asOf }: Asked): string =>
  address(`/api/returns/annex/${encodeURIComponent(id)}/file`, { area, asOf });

export type Which = "row" | "ofWhich" | "subtotal" | "total";

/** The page of the children behind a figure: the same address that the workbook's links carry. */
export const figureLink = (id: string, { area, asOf, frozen }: Asked, row: string, which: Which): string =>
  linkTo(`returns/${id}/children`, { area, asOf, row, which, frozen });
