import type { Day } from "#kernel/day.ts";
import type { Id } from "#kernel/id.ts";
import { readIdNumber, readPhone } from "#kernel/idNumber.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { readFacts } from "#capabilities/registry/decide.ts";
import { factsOf } from "./changes.ts";
import { type DeclarationLookedUp, type Declared, type DeclareLeaving, kinds } from "./words.ts";

interface By {
  readonly id: Id;
  readonly name: string;
  readonly at: string;
}

export interface Receipt {
  readonly number: string;
  readonly digest: string;
}

/** One declaration and what became of it. */
export interface Declaration extends Declared {
  readonly at: string;
  readonly receipt: Receipt;
  /** `left`: facts that were not taken (changes.ts); absent where all of it was. */
  readonly confirmed: { readonly by: By; readonly childId: Id; readonly left?: readonly string[] } | null;
  readonly refused: { readonly by: By; readonly reason: string } | null;
  /** Villages that it was handed on from. */
  readonly from?: readonly AreaCode[];
}

export interface DeclarationState {
  readonly declaration?: Declaration;
}

export const initial: DeclarationState = {};

type Body = Readonly<Record<string, unknown>>;

export function evolve(state: DeclarationState, entry: { kind: string; body: Body }): DeclarationState {
  const said = entry.body as never;
  if (entry.kind === kinds.declared)
    return { declaration: { ...(said as Declaration), confirmed: null, refused: null } };
  const { declaration } = state;
  if (!declaration) return state;
  if (entry.kind === kinds.confirmed) return { declaration: { ...declaration, confirmed: said } };
  if (entry.kind === kinds.refused) return { declaration: { ...declaration, refused: said } };
  const { from } = entry.body as { readonly from?: AreaCode };
  if (entry.kind === kinds.transferred && from)
    return { declaration: { ...declaration, from: [...(declaration.from ?? []), from] } };
  return state;
}

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export interface Present {
  readonly today: Day;
  readonly by: By;
}

function requirePhone(phone: string): void {
  if (phone !== "" && readPhone(phone) === null) throw new Problem("declaration.phone_wrong");
}

/**
 * What a parent says of themselves is believed as far as it can be true, and as a file can hold it: what a director could
 * not confirm afterwards is said to the parent. Errors: declaration.phone_wrong, declaration.id_number_wrong,
 * declaration.day_wrong; registry.fact_invalid.
 */
export function declareLeaving(command: DeclareLeaving, { today, by }: Present, receipt: Receipt): Drafted[] {
  const { id: _id, secret: _secret, area: _area, ...declared } = command;
  const { parent, child, since, carer } = declared;
  requirePhone(parent.phone);
  requirePhone(carer.phone);
  if (parent.idNumber !== "" && !readIdNumber(parent.idNumber).ok) throw new Problem("declaration.id_number_wrong");
  if (since > today || (child.birthDate ?? "") > today) throw new Problem("declaration.day_wrong");
  readFacts({ ...factsOf(declared), name: child.name });
  return [{ kind: kinds.declared, body: { ...declared, at: by.at, receipt } }];
}

/** Errors: declaration.unknown (404); declaration.settled (409) where somebody has said yes or no. */
export function waitingDeclaration({ declaration }: DeclarationState): Declaration {
  if (!declaration) throw notFound("declaration.unknown");
  if (declaration.confirmed || declaration.refused) throw conflict("declaration.settled");
  return declaration;
}

/** Errors: as waitingDeclaration. */
export function confirmDeclaration(
  state: DeclarationState,
  { childId, left = [] }: { readonly childId: Id; readonly left?: readonly string[] },
  { by }: Present,
): Drafted[] {
  waitingDeclaration(state);
  return [{ kind: kinds.confirmed, body: { childId, by, ...(left.length > 0 && { left }) } }];
}

/** Errors: as waitingDeclaration. */
export function refuseDeclaration(state: DeclarationState, reason: string, { by }: Present): Drafted[] {
  waitingDeclaration(state);
  return [{ kind: kinds.refused, body: { reason, by } }];
}

/** `from`: where it lies now. Errors: as waitingDeclaration; declaration.same_area (409). */
export function transferDeclaration(
  state: DeclarationState,
  { area, from }: { readonly area: AreaCode; readonly from: AreaCode },
  { by }: Present,
): Drafted[] {
  waitingDeclaration(state);
  if (area === from) throw conflict("declaration.same_area");
  return [{ kind: kinds.transferred, body: { area, from, by } }];
}

/** The fit form for the parent: yes, no and why, or not yet. */
export const lookedUp = ({ at, confirmed, refused }: Declaration, dayOf: (at: string) => Day): DeclarationLookedUp => ({
  progress: confirmed ? "confirmed" : refused ? "refused" : "waiting",
  declaredOn: dayOf(at),
  reason: refused?.reason ?? null,
  partly: (confirmed?.left ?? []).length > 0,
});
