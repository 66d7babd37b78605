import type pg from "pg";
import { z } from "zod";
import type { Actor } from "#kernel/actor.ts";
import { conflict } from "#kernel/problem.ts";
import type { FastifyRequest } from "fastify";
import type { DeviceLine, KnownPhone } from "#capabilities/account/index.ts";
import { isSensitive, Stored, stored } from "#capabilities/registry/index.ts";
import { idSchema } from "#capabilities/registry/words.ts";
import { type Route, route } from "#platform/http/route.ts";
import { receive } from "./actions.ts";
import { dismissSalvage, keepSalvage, listSalvage, type SalvageWorld, takeSalvage } from "./salvage.ts";
import { keepPhoneLooks } from "./phoneLooks.ts";
import { contactsOf, noteContact } from "./store.ts";
import { openedIn, shownIn, village, type VillageWorld } from "./village.ts";
import { AskVillage, type BatchAnswers, BatchAnswers as Answers, Salvage, Salvaged, SalvagedCommand, SendBatch, Village } from "./words.ts"; // prettier-ignore

export interface SyncWorld extends SalvageWorld, VillageWorld {
  readonly pool: pg.Pool;
  /** A phone by its own token, and whose village it keeps. Errors: account.device_unknown. */
  readonly phoneOf: (request: FastifyRequest, keeper: Pick<Salvage, "personId" | "area">) => Promise<KnownPhone>;
  /** Whoever keeps a village on a phone that was passed on. */
  readonly noteKeeper: (request: FastifyRequest, actor: Actor) => Promise<void>;
  readonly devices: (actor: Actor) => Promise<readonly DeviceLine[]>;
}

const IdParam = z.strictObject({ id: idSchema });

/** A phone's last contact and what it has not sent: nothing about where its owner is. */
const PhoneLine = z.object({ deviceId: idSchema, contactAt: z.string(), unsent: z.number().int() });

const contact = async (world: SyncWorld, { deviceId }: Actor, unsent: number): Promise<void> => {
  if (deviceId !== undefined) await noteContact(world.pool, deviceId, world.clock.now(), unsent);
};

/** Errors: sync.other_person, sync.other_village (409): nothing is written in another's name or place. */
function requireOwner(actor: Actor, { personId, area }: Pick<SendBatch, "personId" | "area">): void {
  if (actor.personId !== personId) throw conflict("sync.other_person");
  if (actor.area !== area) throw conflict("sync.other_village");
}

const arrived = ({ answers }: BatchAnswers): number => answers.filter(({ kind }) => kind === "receipt").length;

const disputedChildren = ({ answers }: BatchAnswers): string[] =>
  answers.flatMap((answer) => (answer.kind === "receipt" && answer.disputed.length > 0 ? [answer.childId] : []));

/** Sensitive facts whose values a question tells. */
const disputedFields = ({ answers }: BatchAnswers): string[] => {
  const keys = answers.flatMap((answer) => (answer.kind === "receipt" ? answer.disputed.map(({ key }) => key) : []));
  return [...new Set(keys.filter(isSensitive))];
};

export const routes = (world: SyncWorld): Route[] => [
  route({
    method: "POST", path: "/api/sync/batches", permission: "sync.send", summary: "手机补送没有信号时的记录（逐条回执）", body: SendBatch, output: Answers,
    looks: { kind: "list", of: disputedChildren, fields: (_call, answer) => disputedFields(answer), purpose: () => "visit" }, refusals: ["sync.other_person", "sync.other_village"],
  })(async ({ actor, body, request }) => {
    requireOwner(actor, body);
    const failed = (err: unknown): void => request.log.error({ err }, "a phone's command failed");
    const answers = await receive(world, { actor, address: request.ip, failed }, body);
    const answer: BatchAnswers = { now: world.clock.now().toISOString(), answers };
    await contact(world, actor, Math.max(0, body.unsent - arrived(answer)));
    return answer;
  }),
  route({
    method: "POST", path: "/api/sync/village", permission: "sync.read", summary: "本村档案自上次以来的变化", body: AskVillage, output: Village, refusals: ["sync.village_only", "sync.other_person", "sync.other_village"],
    looks: { kind: "list", of: shownIn, fields: (_call, answer) => openedIn(answer), purpose: () => "visit" },
  })(async ({ actor, body, request }) => {
    requireOwner(actor, body);
    await world.noteKeeper(request, actor);
    await contact(world, actor, body.unsent);
    await keepPhoneLooks(world, actor, request.ip, body);
    return village(world, actor, body);
  }),
  route({
    method: "POST", path: "/api/sync/salvage", permission: null, stranger: true, summary: "停用或移交的手机交出未送出的记录", body: Salvage, output: Salvaged, refusals: ["account.device_unknown", "sync.not_over"],
  })(async ({ body, request, reply }) => {
    const salvaged = await keepSalvage(world, await world.phoneOf(request, body), body);
    // what is sent is safe: the browser forgets what it kept, whatever its page does
    if (body.rest === 0 && salvaged.over === "revoked") reply.header("clear-site-data", '"cache", "cookies", "storage"');
    return salvaged;
  }),
  route({
    method: "GET", path: "/api/sync/salvaged", permission: "sync.read", summary: "本村前任手机留下的记录", output: z.array(SalvagedCommand),
    looks: { kind: "list", of: (lines) => lines.map((line) => line.childId) },
  })(({ actor }) => listSalvage(world, actor)),
  route({
    method: "POST", path: "/api/sync/salvaged/:id/take", permission: "sync.send", summary: "把前任留下的记录记进档案", params: IdParam, output: Stored, refusals: ["sync.salvage_unknown", "sync.file_damaged", "sync.only_begun"],
  })(async ({ actor, params }) => stored(await takeSalvage(world, actor, params.id))),
  route({
    method: "POST", path: "/api/sync/salvaged/:id/dismiss", permission: "sync.send", summary: "不采用前任留下的记录", params: IdParam, looks: { none: "it shows nobody" }, refusals: ["sync.salvage_unknown"],
  })(({ actor, params }) => dismissSalvage(world, actor, params.id)),
  route({
    method: "GET", path: "/api/sync/phones", permission: "sync.watch", summary: "辖区手机最近联系与未送出条数", output: z.array(PhoneLine), looks: { none: "phones and counts alone" },
  })(async ({ actor }) => contactsOf(world.pool, (await world.devices(actor)).map((device) => device.deviceId))),
]; // prettier-ignore
