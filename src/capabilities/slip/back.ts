import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "#kernel/actor.ts";
import { takeUpload } from "#capabilities/survey/index.ts";
import { takeSlip, type SlipBackWorld, type Taking } from "./taking.ts";
import type { SlipTaken } from "./words.ts";

interface Call {
  readonly actor: Actor;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What the route of a slip that comes back may refuse. */
export const refusals = [
  "slip.unknown", "slip.too_many_lines", "slip.too_many_rows", "survey.no_file", "survey.upload_broken", "survey.upload_too_large",
]; // prettier-ignore

/** A slip as it comes over the wire. Errors: `refusals`, those of readRows. */
export const slipBack = (world: SlipBackWorld, { actor, request, reply }: Call, taking: Taking): Promise<SlipTaken> =>
  takeUpload(request, reply, (file) => takeSlip(world, actor, taking, file));
