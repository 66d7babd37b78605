import type { Day } from "#kernel/day.ts";
import { conflict, notFound, Problem } from "#kernel/problem.ts";
import {
  type Claim,
  type DecideRequest,
  type DecisionWord,
  type Ending,
  type CompleteRequest,
  kinds,
  type MakeRequest,
  type Proof,
  type Relation,
} from "./words.ts";

/** One request and its life: who asks, proven how, for what; decided by whom and why; how it ended. */
export interface Request {
  readonly claim: Claim;
  readonly asker: string;
  readonly relation: Relation;
  readonly proof: Proof;
  readonly about: string | null;
  readonly day: Day;
  readonly due: Day;
  readonly receivedBy: string;
  readonly decided?: {
    readonly decision: DecisionWord;
    readonly reason: string;
    readonly clause: string | null;
    readonly day: Day;
    readonly decidedBy: string;
  };
  readonly ended?: {
    readonly ending: Ending;
    readonly day: Day;
    readonly endedBy: string;
    readonly note: string | null;
    readonly digest: string | null;
    readonly contents: Readonly<Record<string, number>> | null;
  };
}

/** Requests of one child's file by their number, which counts within the file and is never used again. */
export interface RightsState {
  readonly requests?: Readonly<Record<string, Request>>;
}

export const initial: RightsState = {};

const countOf = (state: RightsState): number => Object.keys(state.requests ?? {}).length;
export const findRequest = (state: RightsState, no: number): Request | undefined => state.requests?.[String(no)];

const withRequest = (state: RightsState, no: unknown, request: Request): RightsState => ({
  ...state,
  requests: { ...state.requests, [String(no)]: request },
});

type Body = Readonly<Record<string, unknown>>;

export function evolve(state: RightsState, entry: { kind: string; body: Record<string, unknown> }): RightsState {
  const { no, ...body } = entry.body as Body & { no?: number };
  if (entry.kind === kinds.made) return withRequest(state, countOf(state) + 1, body as unknown as Request);
  const request = findRequest(state, no ?? 0);
  if (!request) return state;
  switch (entry.kind) {
    case kinds.decided: {
      const decided = body as unknown as NonNullable<Request["decided"]>;
      const ended = decided.decision === "refused" ? endedSo(decided.day, decided.decidedBy, "refused", decided.clause) : undefined;
      return withRequest(state, no, { ...request, decided, ...(ended && { ended }) });
    }
    case kinds.completed:
    case kinds.withdrawn:
      return withRequest(state, no, { ...request, ended: body as unknown as NonNullable<Request["ended"]> });
    default:
      return state;
  }
} // prettier-ignore

const endedSo = (
  day: Day,
  endedBy: string,
  ending: Ending,
  note: string | null,
): NonNullable<Request["ended"]> => ({ ending, day, endedBy, note, digest: null, contents: null }); // prettier-ignore

interface Drafted {
  readonly kind: string;
  readonly body: Record<string, unknown>;
}

export interface Present {
  readonly today: Day;
  /** Name of whoever acts, as the file keeps it. */
  readonly name: string;
}

/** The child asks for itself by its own papers, an agent by the guardian's word; a parent by what shows the bond. */
const fits = (relation: Relation, proof: Proof): boolean => {
  if (relation === "self") return proof === "own_identity";
  if (relation === "agent") return proof === "entrustment";
  return proof !== "own_identity" && proof !== "entrustment";
};

/** `due`: by when it must be answered. Errors: rights.proof_unfit, rights.day_wrong. */
export function makeRequest(command: Omit<MakeRequest, "id">, due: (asked: Day) => Day, present: Present): Drafted[] {
  const { claim, asker, relation, proof, about = null } = command;
  if (!fits(relation, proof)) throw new Problem("rights.proof_unfit");
  const day = command.day ?? present.today;
  if (day > present.today) throw new Problem("rights.day_wrong", { day });
  const body = { claim, asker, relation, proof, about, day, due: due(day), receivedBy: present.name };
  return [{ kind: kinds.made, body }];
}

/** Errors: rights.request_unknown (404), rights.request_ended (409). */
function openRequest(state: RightsState, no: number): Request {
  const request = findRequest(state, no);
  if (!request) throw notFound("rights.request_unknown", { no });
  if (request.ended) throw conflict("rights.request_ended", { no });
  return request;
}

export function decideRequest(state: RightsState, no: number, command: Omit<DecideRequest, "id">, present: Present): Drafted[] {
  if (openRequest(state, no).decided) throw conflict("rights.request_decided", { no });
  const { decision, reason, clause = null } = command;
  return [{ kind: kinds.decided, body: { no, decision, reason, clause, day: present.today, decidedBy: present.name } }];
} // prettier-ignore

/** A granted request that waits to be carried out. Errors: as openRequest; rights.not_granted (409). */
export function grantedRequest(state: RightsState, no: number): Request {
  const request = openRequest(state, no);
  if (!request.decided) throw conflict("rights.not_granted", { no });
  return request;
}

/** What the action found out about the file before it is said that a request was carried out. */
export interface Found {
  /** Digest and sizes of the summary as it is drawn now. */
  readonly summary: { readonly digest: string; readonly contents: Readonly<Record<string, number>> } | null;
  /** Whether the entry named is one that recorded facts on the file since the request came. */
  readonly correction: boolean;
  readonly sealed: boolean;
}

function endingOf(
  claim: Claim,
  command: Omit<CompleteRequest, "id">,
  found: Found,
): { ending: Ending; note: string | null } {
  if (claim === "consult" || claim === "copy") {
    if (command.digest === undefined || command.digest !== found.summary?.digest)
      throw conflict("rights.summary_changed");
    return { ending: claim === "consult" ? "shown" : "copied", note: null };
  }
  if (claim === "delete") {
    if (!found.sealed) throw conflict("rights.not_sealed_yet");
    return { ending: "sealed", note: null };
  }
  if (command.corrected === undefined || !found.correction) throw conflict("rights.not_corrected_yet");
  return { ending: "corrected", note: `#${command.corrected}` };
}

/**
 * Says that a granted request was carried out, which the file itself must show: the summary is the one that was handed
 * over, the correction is there, the file is sealed. Errors: rights.summary_changed, rights.not_corrected_yet,
 * rights.not_sealed_yet (409), and those of grantedRequest.
 */
export function completeRequest(
  state: RightsState,
  no: number,
  command: Omit<CompleteRequest, "id">,
  found: Found,
  present: Present,
): Drafted[] {
  const { claim } = grantedRequest(state, no);
  const { ending, note } = endingOf(claim, command, found);
  const given = ending === "shown" || ending === "copied" ? found.summary : null;
  const body = { no, ending, day: present.today, endedBy: present.name, note, digest: given?.digest ?? null, contents: given?.contents ?? null }; // prettier-ignore
  return [{ kind: kinds.completed, body }];
}

export function withdrawRequest(state: RightsState, no: number, reason: string, present: Present): Drafted[] {
  openRequest(state, no);
  return [{ kind: kinds.withdrawn, body: { no, ...endedSo(present.today, present.name, "withdrawn", reason) } }];
}
