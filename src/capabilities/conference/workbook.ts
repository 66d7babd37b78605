import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { isProblem, Problem } from "#kernel/problem.ts";
import type { Ticket } from "#capabilities/export/index.ts";
import {
  type Answered,
  inboxPages,
  makeSlip,
  type Slip,
  type SlipLine,
  type SlipWorld,
} from "#capabilities/slip/index.ts";
import type { TakeSlip } from "#capabilities/slip/words.ts";
import type { Receipt } from "#platform/journal/journal.ts";
import { fulfil, inbox, open } from "./inbox.ts";
import { FulfilDecision, type InvitedShown } from "./words.ts";
import type { ConferenceWorld } from "./world.ts";
import { slipWords as words } from "./zh.ts";

/* For those who work offline: decisions that this department has still to fulfil as a slip, a line for each. */

export type WorkbookWorld = ConferenceWorld & SlipWorld;

export const slip: Slip = { kind: "conference", words };

const isOwed = ({ stage }: Pick<InvitedShown, "stage">): boolean => stage === "held" || stage === "called";

function linesOf(shown: InvitedShown): SlipLine[] {
  if (!isOwed(shown)) return [];
  const { childId, no, name, invitation, decisions } = shown;
  const given = invitation.facts.flatMap(({ key, label, text }) => (key === "name" ? [] : [`${label}：${text}`]));
  return decisions
    .filter(({ stage }) => stage === "open")
    .map(({ nth, what, due, round }) => ({
      childId, of: `${no}-${nth}-${round}`, said: [name === "" ? words.ended : name, `${no}-${nth}`, what, due, given.join("\n")],
    })); // prettier-ignore
}

/** One that is sealed, gone or taken back meanwhile has no line, and keeps no other from its own. */
async function linesAt(world: ConferenceWorld, actor: Actor, childId: Id, no: number): Promise<SlipLine[]> {
  try {
    return linesOf(await open(world, actor, childId, no));
  } catch (thrown) {
    if (isProblem(thrown) && thrown.status === 404) return [];
    throw thrown;
  }
}

/** Makes the slip; `saw` is told whose data it holds. Errors: those of makeSlip. */
export const takeDecisions = (
  world: WorkbookWorld,
  actor: Actor,
  saw: (children: readonly Id[]) => Promise<void>,
  taking: TakeSlip & { readonly address: string },
): Promise<Ticket> =>
  makeSlip(world, actor, slip, {
    ...taking,
    pages: () =>
      inboxPages(
        (after) => inbox(world, actor, { open: "yes", limit: 100, after }),
        async ({ childId, no, open: waiting }) => (waiting > 0 ? linesAt(world, actor, childId, no) : []),
      ),
    saw,
  });

/** What a filled line says. Errors: those of fulfil; conference.line_unclear. */
export const perform =
  (world: WorkbookWorld, actor: Actor) =>
  async ({ id, childId, of, answers: [act = "", result] }: Answered): Promise<Receipt> => {
    const isKnown = (words.options as readonly string[]).includes(act);
    // one of before this was said was made of what nobody had given out again
    const [no, nth, round = 0] = of.split("-").map(Number);
    const said = FulfilDecision.safeParse({ id, done: act === words.options[0], result, round });
    if (!isKnown || !said.success) throw new Problem("conference.line_unclear");
    if (no === undefined || nth === undefined) throw new Problem("slip.line_unsigned");
    return fulfil(world, actor, childId, { no, nth }, said.data);
  };
