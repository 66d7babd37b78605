import { z } from "zod";
import { Problem } from "#kernel/problem.ts";
import { Stored, stored } from "#capabilities/registry/index.ts";
import { idSchema } from "#capabilities/registry/words.ts";
import { type Route, route } from "#platform/http/route.ts";
import { add, type AddingWorld, arrived, list, open, takePart, withdraw } from "./actions.ts";
import { AddAttachment, Arrived, AttachmentLine, OpenQuery, PartQuery, WithdrawAttachment } from "./words.ts";

const ChildParam = z.strictObject({ childId: idSchema });
const FileParam = z.strictObject({ childId: idSchema, id: idSchema });

const none = { none: "the journal keeps what it brings" } as const;

/** What is opened, for the trace: the picture itself, by its id. */
const openedIn = ({ params }: { readonly params: { readonly id: string } }): string[] => [`attachment:${params.id}`];

/** Offsets and parts are those of tus in two verbs (docs/decisions/0030-attachments.md). */
export const routes = (world: AddingWorld): Route[] => [
  route({
    method: "GET", path: "/api/attachment/children/:childId/uploads/:id", permission: "attachment.add", summary: "照片传到哪里了", looks: none, params: FileParam, output: Arrived, refusals: ["registry.not_found"],
  })(({ actor, params }) => arrived(world, actor, params.childId, params.id)),
  route({
    method: "POST", path: "/api/attachment/children/:childId/uploads/:id", permission: "attachment.add", summary: "接着传照片的一段", looks: none, bytes: true, params: FileParam, query: PartQuery, output: Arrived,
    refusals: ["registry.not_found", "attachment.part_wrong", "attachment.too_large", "attachment.too_much"],
  })(async ({ actor, params, query, request }) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    return takePart(world, actor, params.childId, params.id, query.at, bytes);
  }),
  route({
    method: "POST", path: "/api/attachment/children/:childId/files", permission: "attachment.add", summary: "把传完的照片或签名记进档案", params: ChildParam, body: AddAttachment, output: Stored,
    refusals: ["registry.not_found", "attachment.incomplete", "attachment.not_an_image", "attachment.not_taken", "attachment.child_closed"],
  })(async ({ actor, params, body }) => stored(await add(world, actor, params.childId, body))),
  route({
    method: "GET", path: "/api/attachment/children/:childId/files", permission: "attachment.read", summary: "档案里的照片和签名（不含内容）", looks: { kind: "file" }, params: ChildParam, output: z.array(AttachmentLine), refusals: ["registry.not_found"],
  })(({ actor, params }) => list(world, actor, params.childId)),
  route({
    method: "GET", path: "/api/attachment/children/:childId/files/:id/file", permission: "attachment.read", summary: "打开一张照片或签名（须说明目的）", looks: { kind: "file", fields: openedIn, purpose: ({ query }) => query.purpose },
    params: FileParam, query: OpenQuery, refusals: ["registry.not_found", "attachment.not_found"],
  })(async ({ actor, params, reply }) => {
    const { type, bytes } = await open(world, actor, params.childId, params.id);
    if (bytes.length === 0) throw new Problem("attachment.not_found", {}, 404);
    void reply.type(type);
    return bytes;
  }),
  route({
    method: "POST", path: "/api/attachment/children/:childId/files/:id/withdraw", permission: "attachment.withdraw", summary: "撤回一张照片或签名（内容删除，理由留在档案里）", params: FileParam, body: WithdrawAttachment, output: Stored,
    refusals: ["registry.not_found", "attachment.not_found", "attachment.signature_stays", "attachment.child_closed"],
  })(async ({ actor, params, body }) => stored(await withdraw(world, actor, params.childId, params.id, body))),
]; // prettier-ignore
