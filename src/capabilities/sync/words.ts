import { z } from "zod";
import { BYTES_MOST, SentPhoto } from "#capabilities/attachment/words.ts";
import { OwnConcern, SealedBox } from "#capabilities/concern/words.ts";
import { OwnNotice } from "#capabilities/notice/words.ts";
import { UnregisteredShown } from "#capabilities/anomaly/words.ts";
import { WaitingDeclaration } from "#capabilities/declaration/words.ts";
import { OwnTraining } from "#capabilities/training/words.ts";
import { ReferralToCheck } from "#capabilities/referral/words.ts";
import { areaSchema, daySchema, idSchema } from "#capabilities/registry/words.ts";
import { Asks } from "#capabilities/visit/words.ts";

/* What a phone and the server say to each other when they meet. */

/** What a phone may decide without signal; each is another capability's command, and that capability decides it. */
export const operations = [
  "visit.record",
  "registry.register",
  "registry.record",
  "task.close",
  "grade.propose",
  "attachment.add",
  "attachment.withdraw",
  "concern.report",
  "concern.supplement",
  "concern.attach",
  "entrustment.make",
  "entrustment.sign",
  "entrustment.end",
  "entrustment.doubt",
  "entrustment.keep",
  "anomaly.verify",
  "referral.check",
  "notice.read",
  "declaration.confirm",
  "declaration.refuse",
  "training.take",
] as const;
export type Operation = (typeof operations)[number];

/** What a worker does as a worker, on no child's file: a phone that may not work any more hands it in by itself. */
export const isOwnDeed = (operation: Operation): boolean => /^(?:notice|training)\./.test(operation);

const moment = z.iso.datetime({ offset: true });

/** One command as it lay in the outbox. */
export const SentCommand = z.strictObject({
  id: idSchema,
  operation: z.enum(operations),
  /** Of a report: the child where it has a file, else the report's own id; of a supplement or a picture of it the report; of a receipt the notice; of a declaration sent back the declaration; of an answer to a list's line without a file the line; of an exam its own id. */
  childId: idSchema,
  /** When it was made by the phone's own clock; only the distance to `sentAt` is believed. */
  at: moment,
  /** Commands that must have been stored before it: the registration before the visit. */
  needs: z.array(idSchema).max(5).default([]),
  /** Number of a task, an anomaly or a referral within its file. */
  no: z.number().int().min(1).max(100_000).optional(),
  /** The command itself, without its id: read by its own capability's schema. */
  body: z.record(z.string().max(60), z.unknown()),
});
export type SentCommand = z.infer<typeof SentCommand>;

export const BATCH_MOST = 50;

/** Whose phone it is, and which village's: a session may be another person's by now, or stand on another village. */
const owner = { personId: idSchema, area: areaSchema };

export const SendBatch = z.strictObject({
  ...owner,
  sentAt: moment,
  /** How many things the phone holds that have no receipt, these included: the supervisor's only view of them. */
  unsent: z.number().int().min(0).max(1_000_000),
  /** Read one by one: a bad one does not hold up the others. */
  commands: z.array(z.unknown()).max(BATCH_MOST),
});
export type SendBatch = z.infer<typeof SendBatch>;

const factValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable();

/** A fact, or a verdict (`anomaly.<no>`), that the sender found one way and the file says another way by now: a question, never an overwrite. */
export const Dispute = z.object({
  key: z.string(),
  mine: factValue,
  theirs: factValue,
  /** The day of the file's own value. */
  on: daySchema.nullable(),
  /** Of a verdict: whose it is. */
  by: z.string().optional(),
});
export type Dispute = z.infer<typeof Dispute>;

export const SentAnswer = z.discriminatedUnion("kind", [
  z.object({
    id: idSchema,
    kind: z.literal("receipt"),
    childId: idSchema,
    seq: z.number().int(),
    repeated: z.boolean(),
    disputed: z.array(Dispute),
  }),
  z.object({
    id: z.string(),
    kind: z.literal("refused"),
    code: z.string(),
    sentence: z.string(),
    /** The file that the same child has within the sender's area. */
    childId: idSchema.optional(),
  }),
  z.object({ id: idSchema, kind: z.enum(["later", "held"]) }),
]);
export type SentAnswer = z.infer<typeof SentAnswer>;

export const BatchAnswers = z.object({ now: moment, answers: z.array(SentAnswer) });
export type BatchAnswers = z.infer<typeof BatchAnswers>;

/** What a phone holds: files by id with the number of the last entry, and the day and policy of their explanations. */
export const AskVillage = z.strictObject({
  ...owner,
  have: z.record(idSchema, z.number().int().min(1)).refine((have) => Object.keys(have).length <= 5000),
  day: daySchema.nullable(),
  policy: z.string().max(60).nullable(),
  unsent: z.number().int().min(0).max(1_000_000),
  /** Files that were opened on the phone itself since it told last, once for each day. */
  looks: z
    .array(z.strictObject({ childId: idSchema, day: daySchema }))
    .max(500)
    .optional(),
  /** The mark of what it holds for the worker: what has not changed is not sent again. */
  own: z.string().max(80).optional(),
  /** In what shape it holds its files (KEPT_SHAPE; 0: of before there were any); a program of before there were any says nothing. */
  shape: z.number().int().min(0).max(1000).optional(),
});
export type AskVillage = z.infer<typeof AskVillage>;

const known = z.object({ value: factValue, on: daySchema, source: z.string() });

/** A visit as the file shows it. */
export const KeptVisit = z.object({
  seq: z.number().int(),
  day: daySchema,
  kind: z.string(),
  visitor: z.string(),
  spokeWith: z.string(),
  note: z.string(),
});

/** A file as a phone keeps it: the folds of its entries, with what this post may read of them. */
export const KeptFile = z.object({
  childId: idSchema,
  area: z.string(),
  areaPath: z.array(z.string()),
  seq: z.number().int(),
  state: z.object({
    registry: z.looseObject({ status: z.string(), facts: z.record(z.string(), known) }),
    grade: z.looseObject({}),
    visit: z.looseObject({}),
    task: z.looseObject({}),
    /** None from a server of before there was any. */
    entrustment: z.looseObject({}).optional(),
    anomaly: z.looseObject({}).optional(),
  }),
  /** What the policy says of it today, with its reasons. */
  decision: z.looseObject({}),
  visits: z.array(KeptVisit),
  /** Photos that the server has, without what they show; answers of departments to be checked on the child. None from a server of before. */
  photos: z.array(SentPhoto).optional(),
  checks: z.array(ReferralToCheck).optional(),
  /** Names of the areas among its facts. */
  areas: z.record(z.string(), z.string()),
});
export type KeptFile = z.infer<typeof KeptFile>;

export const FILES_MOST = 40;

/** Counted up whenever a kept file holds more than before: each phone whose program knows of it gets its files once anew. */
export const KEPT_SHAPE = 2;

/** What waits for the worker and is of no file: notices, and parents who declared that they go out to work. */
export const OwnMatters = z.object({
  mark: z.string(),
  notices: z.array(OwnNotice),
  declarations: z.array(WaitingDeclaration),
  /** How many wait: a phone is given the oldest of them. None from a server of before it was said. */
  declared: z.number().int().optional(),
  /** None from a server of before there was any. */
  training: OwnTraining.optional(),
  /** Lines of departments' lists whose child should live here and has no file; none from a server of before they were told. */
  listed: z.array(UnregisteredShown).optional(),
});
export type OwnMatters = z.infer<typeof OwnMatters>;

export const Village = z.object({
  now: moment,
  day: daySchema,
  /** Changed since, or new: at most FILES_MOST at a time; `more` says that there are others. */
  files: z.array(KeptFile),
  more: z.boolean(),
  /** Held by the phone and no longer in the village. */
  gone: z.array(idSchema),
  policy: z.string(),
  /** None from a server of before there was any. */
  shape: z.number().int().optional(),
  /** What the policy asks for and takes of a visit's evidence: from today on, then from each turn on. None from a server of before there was any. */
  evidence: z.array(Asks.extend({ from: daySchema })).optional(),
  /** The questions of the visit's form: facts that the policy's conditions read. */
  asked: z.array(z.string()),
  /** Commands of former phones of the village that wait for its director's word. */
  salvaged: z.number().int(),
  /** The server's public key, under which the phone seals what waits a second time (box.ts). */
  key: z.string(),
  /** The gravest level that a finding can lead to, by the fact's key: what a phone may fear before the server decides. */
  findings: z.record(z.string(), z.string()),
  /** How far this person's own reports have come, the newest first. */
  concerns: z.array(OwnConcern),
  /** Null where the phone holds it as it is. */
  own: OwnMatters.nullable(),
});
export type Village = z.infer<typeof Village>;

/**
 * A command sealed on the phone for the server alone (box.ts), so that what waits can be saved also where the PIN is not
 * known: ephemeral P-256 point, nonce and AES-GCM text, each base64.
 */
export const Box = SealedBox;
export type Box = SealedBox;

export const SALVAGE_MOST = 10;

/** Under what an attachment's bytes lie on the phone: it stands in the command alone, and so in its box. */
export const FileKey = z.strictObject({
  key: z.base64().max(50),
  iv: z.base64().max(24),
  size: z.number().int().min(1).max(BYTES_MOST),
  sha256: z.string().length(64),
});
export type FileKey = z.infer<typeof FileKey>;

/** What a phone that may not work any more still holds. Without boxes it only asks whether it is over. */
export const Salvage = z.strictObject({
  boxes: z
    .array(
      z.strictObject({
        id: idSchema,
        box: Box,
        /** Of an attachment: its bytes as they lie on the phone, sealed under a key that the box alone holds. */
        file: z.base64().max(700_000).optional(),
      }),
    )
    .max(SALVAGE_MOST),
  /** How many it holds beside these: at none it is told to forget everything. */
  rest: z.number().int().min(0).max(1_000_000),
  /** Its key is destroyed: after ten wrong PINs nobody opens it any more. */
  locked: z.boolean(),
  /** Whose village it keeps: a phone may have been passed on with it. Absent from a phone of before this was asked. */
  personId: idSchema.optional(),
  /** Which village that is: its keeper may have another one, too. */
  area: areaSchema.optional(),
});
export type Salvage = z.infer<typeof Salvage>;

export const Salvaged = z.object({
  over: z.enum(["revoked", "post", "locked"]),
  /** Who looks after the village now. */
  handedTo: z.string().nullable(),
  /** What the server keeps from now on, by id. */
  kept: z.array(idSchema),
});
export type Salvaged = z.infer<typeof Salvaged>;

/** A command of a former phone, as the present director of the village sees it. */
export const SalvagedCommand = z.object({
  id: idSchema,
  /** Whose phone it was. */
  person: z.string(),
  receivedAt: z.string(),
  operation: z.enum(operations),
  childId: idSchema,
  name: z.string(),
  at: moment,
  body: z.looseObject({}),
  /** Half-filled when the phone's work was over: to be read, and never to be taken into a file. */
  begun: z.literal(true).optional(),
});
export type SalvagedCommand = z.infer<typeof SalvagedCommand>;

export const permissions = {
  "sync.send": ["director"],
  "sync.read": ["director"],
  "sync.watch": ["supervisor", "county"],
} as const;
