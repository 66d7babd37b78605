import type { Actor } from "#kernel/actor.ts";
import type { Id } from "#kernel/id.ts";
import { Problem } from "#kernel/problem.ts";
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
import { acceptLine, answerLine, giveBack, inbox, open } from "./inbox.ts";
import { AnswerReferral, type ReferralShown, ReturnReferral } from "./words.ts";
import type { ReferralWorld } from "./world.ts";
import { slipWords as words } from "./zh.ts";

/* For those who work offline: what waits for the department as a slip, with a cell for what was done and one for the text. */

export type WorkbookWorld = ReferralWorld & SlipWorld;

export const slip: Slip = { kind: "referral", words };

const givenText = ({ facts }: ReferralShown): string =>
  facts.flatMap(({ key, label, text: said }) => (key === "name" ? [] : [`${label}：${said}`])).join("\n");

function lineOf(shown: ReferralShown): SlipLine {
  const { childId, no, urgent, title, note, due, name } = shown;
  const said = [name, `${urgent ? words.urgent : ""}${title}`, note, due ?? "", givenText(shown)];
  return { childId, of: String(no), said };
}

/** Makes the slip; `saw` is told whose data it holds. Errors: those of makeSlip. */
export const takeInbox = (
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
        async ({ childId, no, name }) => (name === "" ? [] : [lineOf(await open(world, actor, childId, no))]),
      ),
    saw,
  });

function filled<T>(parsed: { success: true; data: T } | { success: false }): T {
  if (!parsed.success) throw new Problem("referral.line_unclear");
  return parsed.data;
}

/** What a filled line does. Errors: those of the commands; referral.line_unclear, referral.search_on_page. */
export const perform =
  (world: WorkbookWorld, actor: Actor) =>
  async ({ id, childId, of, answers: [act, say] }: Answered): Promise<Receipt> => {
    const no = Number(of);
    if (act === words.options[0]) return acceptLine(world, actor, childId, no, { id });
    if (act === words.options[1]) return answerLine(world, actor, childId, no, filled(AnswerReferral.safeParse({ id, result: say })));
    if (act === words.options[2]) return giveBack(world, actor, childId, no, filled(ReturnReferral.safeParse({ id, reason: say })));
    throw new Problem("referral.line_unclear");
  }; // prettier-ignore
