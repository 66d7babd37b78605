import type { PublicReceipt } from "#capabilities/concern/words.ts";
import { waitAfter } from "#engines/outbox/outbox.ts";
import type { Answer } from "../server.ts";

/** Refusals after which another place has to be chosen. */
const ofPlace: readonly string[] = ["area.unknown", "concern.not_served"];
/** Refusals that are another answer later; one without a code is of something that stands before the server. */
const forNow: readonly string[] = ["", "concern.too_many", "http.too_many"];

/** What an answer means for a report that waits. */
export type Next =
  | { readonly kind: "arrived"; readonly number: string }
  /** Somebody has to say where the child is. */
  | { readonly kind: "place" }
  /** It is refused again however often it is sent: a person decides. */
  | { readonly kind: "stuck" }
  /** Again after so many ms. */
  | { readonly kind: "later"; readonly wait: number };

/** The first wait is about half a minute. */
const FIRST = 4;
/** A network that is over its limit shares it with others. */
const SHARED = 3;

/** `failures`: in a row before this one; chance: 0 to 1. */
export function nextOf(answer: Answer<PublicReceipt>, failures: number, chance: number): Next {
  const wait = waitAfter(failures + FIRST, chance);
  if (answer.kind === "ok" && typeof answer.body.number === "string")
    return { kind: "arrived", number: answer.body.number };
  if (answer.kind !== "refused") return { kind: "later", wait };
  if (forNow.includes(answer.code)) return { kind: "later", wait: wait * SHARED };
  return { kind: ofPlace.includes(answer.code) ? "place" : "stuck" };
}
