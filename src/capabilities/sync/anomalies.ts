import { type Anomaly, type AnomalyState, ownerName } from "#capabilities/anomaly/index.ts";
import type { KeptAnomaly } from "#capabilities/anomaly/decide.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { isNumber, isSealed, maskedText } from "#capabilities/registry/index.ts";
import type { KeptFile } from "./words.ts";

/* What departments' lists say otherwise than a file, as a phone of its village holds it. */

/** Without what is sealed, and numbers by their ends: what is not whole here can only be answered where it is. */
function keptAnomaly({ list: _list, row: _row, facts, ...anomaly }: Anomaly): KeptAnomaly {
  const open = Object.entries(facts).filter(([key]) => !isSealed(key));
  const masked = open.flatMap(([key]) => (isNumber(key) ? [key] : []));
  return {
    ...anomaly,
    owner: ownerName(anomaly.department),
    facts: Object.fromEntries(open.map(([key, value]) => [key, isNumber(key) ? maskedText(key, value) : value])),
    ...(masked.length > 0 && { masked }),
    ...(open.length < Object.keys(facts).length && { partly: true as const }),
  };
}

/** The open ones; what was answered before is the server's to know. */
export const keptAnomalies = ({ count, open }: AnomalyState): Omit<AnomalyState, "open"> & { readonly open: Record<string, KeptAnomaly> } => ({
  count,
  open: Object.fromEntries(Object.entries(open).map(([no, one]) => [no, keptAnomaly(one)])),
  answered: {},
}); // prettier-ignore

type Kept = ReturnType<typeof keptAnomalies>;

/** Area codes that the lists name. */
export const anomalyAreas = ({ open }: Kept): string[] =>
  Object.values(open).flatMap(({ facts }) =>
    Object.entries(facts).flatMap(([key, value]) => (factByKey.get(key)?.type === "area" ? [String(value)] : [])),
  );

/** Facts of which the lists speak, by key. */
export const saidIn = (state: KeptFile["state"]["anomaly"]): string[] =>
  Object.values((state as Kept | undefined)?.open ?? {}).flatMap(({ facts }) => Object.keys(facts));
