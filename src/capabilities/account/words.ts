import { z } from "zod";
import { departments, type PostKind, postKinds } from "#kernel/actor.ts";
import { isAreaCode } from "#kernel/scope.ts";
import { daySchema, idSchema } from "#capabilities/registry/words.ts";
import { isLogin } from "./login.ts";

export { departmentNames, postNameOf, postNames } from "./zh.ts";

export const permissions = {
  "account.list_people": ["supervisor", "county", "city", "province", "system_admin", "security_admin"],
  "account.manage_people": ["supervisor", "county", "city", "province", "system_admin"],
  "account.appoint": ["supervisor", "county", "city", "province", "system_admin"],
  "account.approve": ["security_admin"],
  "account.reset_factor": ["security_admin"],
  "account.enrol_device": ["supervisor", "county"],
  "account.read_events": ["audit_admin", "auditor", "security_admin"],
} as const satisfies Readonly<Record<string, readonly PostKind[]>>;

export const postSchema = z.enum(postKinds);
export const departmentSchema = z.enum(departments);
/** "0" is the nation: where the administrators of a whole installation stand. */
export const postAreaSchema = z.string().refine((text) => text === "0" || isAreaCode(text), "registry.area_malformed");
const loginSchema = z.string().max(80).refine(isLogin, "account.login_malformed");
const passwordSchema = z.string().min(1).max(200);
const nameSchema = z.string().trim().min(1).max(40);
const reasonSchema = z.string().trim().min(1).max(200);

export const Post = z.object({
  postId: idSchema,
  kind: postSchema,
  department: departmentSchema.nullable(),
  postName: z.string(),
  area: z.string(),
  areaName: z.string(),
  fromDay: z.string(),
  toDay: z.string().nullable(),
  status: z.enum(["active", "pending", "refused"]),
  deputyFor: idSchema.nullable(),
  /** Who is stood in for. */
  deputyForName: z.string().nullable(),
});
export type Post = z.infer<typeof Post>;

/** What a session still has to do, in the order in which it can. */
export const needs = ["code", "password", "enrolment"] as const;
export type Need = (typeof needs)[number];

export const Me = z.object({
  personId: idSchema,
  name: z.string(),
  post: postSchema,
  department: departmentSchema.nullable(),
  postName: z.string(),
  postId: idSchema.nullable(),
  area: z.string(),
  areaPath: z.array(z.string()),
  permissions: z.array(z.string()),
  posts: z.array(Post),
  login: z.string().nullable(),
  /** "code": show the second factor; "password": choose a new one; "enrolment": set the second factor up. */
  needs: z.array(z.enum(needs)),
  /** "demo": one click stood for both factors, in a made-up database only. */
  secondFactor: z.enum(["none", "enrolled", "demo"]),
  passwordUntil: z.string().nullable(),
  sessionUntil: z.string(),
  device: z.string().nullable(),
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

export const Ways = z.object({
  password: z.literal(true),
  /** The provider's name, where single sign-on is set up. */
  provider: z.string().nullable(),
  demo: z.boolean(),
});
export type Ways = z.infer<typeof Ways>;

export const OpenDemoSession = z.strictObject({ personId: idSchema });
export const OpenSession = z.strictObject({ code: z.string().min(20).max(100) });
export const SignIn = z.strictObject({ login: z.string().min(1).max(80), password: passwordSchema });
export type SignIn = z.infer<typeof SignIn>;
export const ChoosePost = z.strictObject({ postId: idSchema });
export const ChangePassword = z.strictObject({
  /** Not asked of whoever came by an invitation. */
  current: passwordSchema.optional(),
  password: passwordSchema,
  /** Only for a person who has no login name yet. */
  login: loginSchema.optional(),
});
export type ChangePassword = z.infer<typeof ChangePassword>;
/** Six digits, or a recovery code. */
export const FactorCode = z.strictObject({ code: z.string().trim().min(6).max(24) });

export const Enrolment = z.object({ secret: z.string(), uri: z.string(), svg: z.string() });
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const SessionLine = z.object({
  id: z.string(),
  present: z.boolean(),
  createdAt: z.string(),
  seenAt: z.string(),
  expiresAt: z.string(),
  postName: z.string(),
  device: z.string().nullable(),
  agent: z.string().nullable(),
});
export type SessionLine = z.infer<typeof SessionLine>;
export const SessionParam = z.strictObject({ session: z.string().regex(/^[\w-]{16}$/) });

const appointment = {
  kind: postSchema.exclude(["system"]),
  area: postAreaSchema,
  department: departmentSchema.optional(),
  fromDay: daySchema.optional(),
  toDay: daySchema.optional(),
  /** The post that is stood in for. */
  deputyFor: idSchema.optional(),
  reason: reasonSchema,
};
export const Appointment = z.strictObject(appointment);
export type Appointment = z.infer<typeof Appointment>;
export const AppointPerson = z.strictObject({ id: idSchema, personId: idSchema, ...appointment });
export type AppointPerson = z.infer<typeof AppointPerson>;

export const AddPerson = z.strictObject({ id: idSchema, name: nameSchema, login: loginSchema, post: Appointment });
export type AddPerson = z.infer<typeof AddPerson>;

export const PersonParam = z.strictObject({ personId: idSchema });
export const PostParam = z.strictObject({ postId: idSchema });
export const DeviceParam = z.strictObject({ deviceId: idSchema });

export const PassOn = z.strictObject({ to: idSchema, day: daySchema.optional(), reason: reasonSchema });
export type PassOn = z.infer<typeof PassOn>;
/** vacant: said aloud that the village or township stays without anybody for now. */
export const EndPost = z.strictObject({ day: daySchema.optional(), reason: reasonSchema, vacant: z.literal(true).optional() }); // prettier-ignore
export type EndPost = z.infer<typeof EndPost>;
export const ClosePerson = z.strictObject({ reason: reasonSchema, vacant: z.literal(true).optional() });
export type ClosePerson = z.infer<typeof ClosePerson>;
export const Reason = z.strictObject({ reason: reasonSchema });
export const GivePassword = z.strictObject({ password: passwordSchema });

export const PeopleQuery = z.strictObject({
  q: z.string().trim().max(40).optional(),
  closed: z.literal("1").optional(),
  /** One person, whatever else is asked. */
  id: idSchema.optional(),
  after: idSchema.optional(),
});
export type PeopleQuery = z.infer<typeof PeopleQuery>;
export const PersonLine = z.object({
  personId: idSchema,
  name: z.string(),
  login: z.string().nullable(),
  closedOn: z.string().nullable(),
  /** Those within the reader's area. */
  posts: z.array(Post),
});
export type PersonLine = z.infer<typeof PersonLine>;
export const People = z.object({ people: z.array(PersonLine), next: idSchema.nullable() });

export const Invitation = z.object({ personId: idSchema, code: z.string(), expiresAt: z.string() });
export const PostAnswer = z.object({ postId: idSchema, status: z.enum(["active", "pending"]) });
export const PersonAdded = Invitation.extend(PostAnswer.shape);
export const PendingPost = Post.extend({ personId: idSchema, name: z.string(), appointedBy: z.string(), reason: z.string() }); // prettier-ignore
export type PendingPost = z.infer<typeof PendingPost>;

export const MakeDeviceCode = z.strictObject({ postId: idSchema });
export const DeviceCode = z.object({ code: z.string(), svg: z.string(), expiresAt: z.string() });
export const EnrolDevice = z.strictObject({ code: z.string().min(20).max(100), name: nameSchema });
export const DeviceLine = z.object({
  deviceId: idSchema,
  name: z.string(),
  personName: z.string(),
  postName: z.string(),
  area: z.string(),
  enrolledAt: z.string(),
  /** Last contact, to the day; never where. */
  seenOn: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type DeviceLine = z.infer<typeof DeviceLine>;

export const EventLine = z.object({
  id: idSchema,
  at: z.string(),
  kind: z.string(),
  personId: idSchema.nullable(),
  personName: z.string().nullable(),
  actorName: z.string().nullable(),
  body: z.record(z.string(), z.unknown()),
});
export type EventLine = z.infer<typeof EventLine>;
export const Events = z.object({ events: z.array(EventLine), next: idSchema.nullable() });
export const EventsQuery = z.strictObject({ before: idSchema.optional(), personId: idSchema.optional() });

export const BeginProvider = z.strictObject({ link: z.literal(true).optional() });
export const ProviderPage = z.object({ url: z.string() });
