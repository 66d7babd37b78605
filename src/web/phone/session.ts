import type { Entrustment } from "#capabilities/policy/words.ts";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Me } from "#capabilities/account/words.ts";
import { get } from "./server.ts";
import { openedKeep } from "./sync/open.ts";

/** The pack of the village, as lists need it: titles for what comes by code. */
export interface PolicyShown {
  readonly title: string;
  readonly document: string;
  readonly categories: readonly (Titled & { readonly ledger: string })[];
  readonly levels: readonly Level[];
  readonly grounds: readonly (Titled & { readonly level: string; readonly clause: string })[];
  readonly escalation: readonly { readonly after: string; readonly to: string }[];
  /** What must be reported at once; a phone that met its server long ago has none yet. */
  readonly situations?: readonly Situation[];
  /** What an agreement of care asks; none yet where the server was met long ago. */
  readonly entrustment?: Entrustment;
}

export interface Situation extends Titled {
  /** The clause's own words. */
  readonly text: string;
  readonly clause: string;
  readonly facts?: readonly string[];
}

interface Titled {
  readonly id: string;
  readonly title: string;
}

export interface Level extends Titled {
  readonly word: string;
  readonly shape: string;
  readonly rhythms: readonly { readonly kind: string; readonly every: string; readonly clause: string }[];
}

export interface Session {
  readonly me: Me;
  readonly policy: PolicyShown;
  /** Counts the times that this person has come in: what a session that ended kept from being read is read again. */
  readonly round: number;
  /** The session has ended: the page waits, with what was typed, until somebody is in again. */
  readonly leave: () => void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("this page is for people who are signed in");
  return session;
}

export type Standing =
  | { readonly kind: "in"; readonly me: Me; readonly policy: PolicyShown }
  | { readonly kind: "out" }
  /** Past the first step: `needs` says what this person still has to do before any page opens. */
  | { readonly kind: "half"; readonly me: Me }
  | { readonly kind: "unreachable"; readonly sentence: string };

/** For posts that read no policy: they work at the desk, and the phone says so. */
const noPolicy: PolicyShown = { title: "", document: "", categories: [], levels: [], grounds: [], escalation: [] };

/** Whose phone it is, where it keeps a village: known without any signal. */
function keptPerson(): Standing | undefined {
  const keep = openedKeep();
  if (!keep?.standing) return undefined;
  const { me, policy } = keep.standing;
  return { kind: "in", me: { ...me, today: keep.today() }, policy };
}

/** Who is signed in, with what the policy calls things. */
export async function whoIsHere(): Promise<Standing> {
  const kept = keptPerson();
  if (kept) return kept;
  // asked together: each way there and back takes half a second in the mountains
  const asked = [get<Me>("/api/account/me"), get<PolicyShown>("/api/policy/current")] as const;
  const me = await asked[0];
  if (me.kind === "refused") return { kind: "out" };
  if (me.kind === "unsure") return { kind: "unreachable", sentence: me.sentence };
  if (me.body.needs.length > 0) return { kind: "half", me: me.body };
  if (!me.body.permissions.includes("policy.read")) return { kind: "in", me: me.body, policy: noPolicy };
  const policy = await asked[1];
  if (policy.kind === "refused" && policy.code === "account.not_signed_in") return { kind: "out" };
  if (policy.kind !== "ok") return { kind: "unreachable", sentence: policy.sentence };
  return { kind: "in", me: me.body, policy: policy.body };
}
