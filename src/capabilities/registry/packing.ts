import type { FactValue } from "#engines/rules/catalogue.ts";
import { canonical } from "#kernel/canonical.ts";
import type { Day } from "#kernel/day.ts";
import type { Packing } from "#platform/journal/ledger.ts";
import type { FileState } from "./decide.ts";
import type { Known, Source } from "./values.ts";

/** Facts of one day and one source: most files hold two or three of these, with twenty facts each. */
type Finding = readonly [on: Day, source: Source, facts: Readonly<Record<string, FactValue>>];

interface PackedFile extends Pick<FileState, "status" | "closed" | "withdrawn" | "onCase" | "reports"> {
  readonly found: readonly Finding[];
}

interface Written {
  readonly on: Day;
  readonly source: Source;
  facts: string;
}

/** Written at once, not put together as an object first: a file is packed at every entry. */
function findingsOf(facts: FileState["facts"]): Written[] {
  const findings: Written[] = [];
  let last: Written | undefined;
  for (const key of Object.keys(facts).toSorted()) {
    const { on, source, value } = facts[key] as Known;
    if (last?.on !== on || last.source !== source) {
      last = findings.find((one) => one.on === on && one.source === source);
      if (!last) findings.push((last = { on, source, facts: "" }));
    }
    last.facts += `${last.facts === "" ? "" : ","}${canonical(key)}:${canonical(value)}`;
  }
  return findings;
}

const order = (a: Written, b: Written): number => (a.on + a.source < b.on + b.source ? -1 : 1);

function pack({ status, closed, facts, withdrawn, onCase, reports }: FileState): string {
  const found = findingsOf(facts).toSorted(order);
  const texts = found.map((one) => `[${canonical(one.on)},${canonical(one.source)},{${one.facts}}]`);
  const gone = withdrawn ? `,"withdrawn":${canonical(withdrawn)}` : "";
  const people = onCase ? `,"onCase":${canonical(onCase)}` : "";
  const told = reports ? `,"reports":${canonical(reports)}` : "";
  return `{"closed":${canonical(closed)},"found":[${texts.join(",")}]${people}${told},"status":${canonical(status)}${gone}}`;
}

function unpack({ status, closed, found, withdrawn, onCase, reports }: PackedFile): FileState {
  const facts: Record<string, Known> = {};
  for (const [on, source, values] of found) {
    for (const [key, value] of Object.entries(values)) facts[key] = { value, on, source };
  }
  return {
    status,
    closed,
    facts,
    ...(withdrawn && { withdrawn }),
    ...(onCase && { onCase }),
    ...(reports && { reports }),
  };
}

/** Day and source stand once for all facts that came together: beside each fact they were half of the snapshot. */
export const packing: Packing<FileState> = { pack, unpack: (packed) => unpack(packed as PackedFile) };
