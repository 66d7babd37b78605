import { z } from "zod";
import { type PostKind, postKinds } from "#kernel/actor.ts";
import { idSchema } from "#capabilities/registry/words.ts";

export const postNames: Readonly<Record<PostKind, string>> = {
  director: "儿童主任",
  supervisor: "儿童督导员",
  county: "县级民政部门",
  city: "市级民政部门",
  province: "省级民政部门",
  system: "系统",
};

export const postSchema = z.enum(postKinds);

export const Me = z.object({
  personId: idSchema,
  name: z.string(),
  post: postSchema,
  postName: z.string(),
  area: z.string(),
  areaPath: z.array(z.string()),
  permissions: z.array(z.string()),
  synthetic: z.boolean(),
  today: z.string(),
});
export type Me = z.infer<typeof Me>;

export const DemoPerson = z.object({
  personId: idSchema,
  name: z.string(),
  post: postSchema,
  postName: z.string(),
  area: z.string(),
  areaName: z.string(),
});
export type DemoPerson = z.infer<typeof DemoPerson>;

export const OpenDemoSession = z.strictObject({ personId: idSchema });
export const OpenSession = z.strictObject({ code: z.string().min(20).max(100) });

/** A working day in the village: idle ends and second factors come with full accounts. */
export const SESSION_HOURS = 12;
