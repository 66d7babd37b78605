import type { Day } from "#kernel/day.ts";
import { Problem } from "#kernel/problem.ts";
import { repeats } from "./repeats.ts";
import { type Area, levelOf } from "./words.ts";

/** A unit to open: everything else of it follows from its code and the day. */
export interface Opening {
  readonly line: number;
  readonly code: string;
  readonly name: string;
}

/** The part of the division that a table of changes touches, every version by code, oldest first. */
export class Book {
  readonly opened = new Set<Area>();
  readonly closed = new Set<Area>();
  readonly #versions: Map<string, Area[]>;

  constructor(areas: readonly Area[]) {
    const ordered = areas.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    this.#versions = Map.groupBy(ordered, (area) => area.code);
  }

  /** The version of a code that holds after the changes made so far. */
  current(code: string): Area | undefined {
    const last = this.#versions.get(code)?.at(-1);
    return last?.validTo === null ? last : undefined;
  }

  /** Every unit that holds below a code. */
  below(code: string): Area[] {
    const codes = [...this.#versions.keys()].filter((one) => one.length > code.length && one.startsWith(code));
    return codes.flatMap((one) => this.current(one) ?? []);
  }

  /** Ends a unit on a day. Errors: Problem where its version began on that day or later: history only grows forward. */
  close(area: Area, day: Day, line: number): void {
    if (area.validFrom >= day) throw new Problem("area.out_of_order", { line, code: area.code, day: area.validFrom });
    const ended = { ...area, validTo: day };
    this.#versions.get(area.code)?.splice(-1, 1, ended);
    if (this.opened.delete(area)) this.opened.add(ended);
    else this.closed.add(ended);
  }

  /** Begins a unit on a day. Errors: Problem where the code is in use, or no unit stands above it. */
  open({ line, code, name }: Opening, day: Day): void {
    const versions = this.#versions.get(code) ?? [];
    const last = versions.at(-1);
    if (last?.validTo === null) throw new Problem("area.code_taken", { line, code });
    if (last?.validTo && last.validTo > day) throw new Problem("area.out_of_order", { line, code, day: last.validTo });
    const level = levelOf(code);
    if (!level) throw new Problem("area.code_malformed", { line, code });
    const parent = this.#parent(code, line);
    const area: Area = {
      code,
      name,
      level,
      parent,
      placeholder: false,
      source: "civil",
      validFrom: day,
      validTo: null,
    };
    this.#versions.set(code, [...versions, area]);
    this.opened.add(area);
  }

  /** The unit that a person sees above a code, which must hold. */
  #parent(code: string, line: number): string | null {
    if (code.length === 2) return null;
    const above = code.slice(0, code.length === 4 ? 2 : code.length === 6 ? 4 : code.length === 9 ? 6 : 9);
    const area = this.current(repeats.get(above) ?? above);
    if (!area) throw new Problem("area.parent_unknown", { line, code });
    return area.placeholder ? area.parent : area.code;
  }
}
