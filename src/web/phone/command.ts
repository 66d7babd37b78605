import { newId } from "#kernel/id.ts";
import { type Answer, ask, NO_NETWORK } from "./server.ts";

/**
 * What a person decided, ready to be sent: it carries its own id, so that sending it twice stores it once.
 * Every write of the phone is one, and goes out through `deliver` alone: an outbox can take its place.
 */
export interface Command {
  readonly path: string;
  readonly body: { readonly id: string } & Readonly<Record<string, unknown>>;
}

export interface Receipt {
  readonly childId: string;
  readonly seq: number;
  readonly repeated: boolean;
}

export const command = (path: string, id: string, body: Readonly<Record<string, unknown>>): Command => ({
  path,
  body: { ...body, id },
});

export const freshId = (): string => newId();

const isReceipt = (body: unknown): body is Receipt =>
  typeof body === "object" && body !== null && "childId" in body && "seq" in body;

/** Sends a command; only the server's own receipt counts as stored. */
export async function deliver({ path, body }: Command): Promise<Answer<Receipt>> {
  const answer = await ask<unknown>("POST", path, body);
  if (answer.kind !== "ok") return answer;
  if (!isReceipt(answer.body)) return { kind: "unsure", sentence: NO_NETWORK };
  return { kind: "ok", body: answer.body };
}
