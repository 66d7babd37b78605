import { z } from "zod";
import { departments } from "#kernel/actor.ts";
import { readLength } from "#kernel/length.ts";
import { isDay } from "#kernel/day.ts";
import { isAreaCode } from "#kernel/scope.ts";
import { Clause, Id, source, Text } from "./parts.ts";
import { BulletinItem } from "./bulletins.ts";
import { Entrustment } from "./entrustments.ts";
import { Evidence } from "./evidence.ts";
import { ConferencePart } from "./conferences.ts";
import { RecognitionItem } from "./recognitions.ts";
import { ConcernLimit, Hotline, Reporter, Situation } from "./situations.ts";

export type { CareQuestion, CareRole, CareSigner, Entrustment } from "./entrustments.ts";
export type { ConferencePart } from "./conferences.ts";
export { BulletinItem, RecognitionItem };
export type { MovedLine, OwnRehearsal, RehearsalResult, RehearsalShown } from "./rehearsalWords.ts";
export type { AnsweredExample, AnsweredExamples, Item, PackDocument, PackHead, PackList, Part, Said, Section, WordedDocument, Wordings } from "./documentWords.ts"; // prettier-ignore

/*
 * The shape of pack.yaml (docs/policy-language.md). Conditions stay as they were written: the rules engine reads
 * them. Nothing here changes a value, so that a pack that passed is the very object that carries its places in the file.
 */

export const PackId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const DayText = z.string().refine(isDay);
const AreaText = z.string().refine((code) => code === "0" || isAreaCode(code));
const LengthText = z.string().refine((text) => readLength(text) !== null);
const Condition = z.unknown();

const Define = z.strictObject({ ...source, clause: Clause, title: Text.optional(), when: Condition });

export const ledgers = ["main", "single_parent", "mobile", "statistics"] as const;
export type Ledger = (typeof ledgers)[number];

const Kind = z.strictObject({ ...source, id: Id, title: Text, clause: Clause, when: Condition });
export const Category = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  clause: Clause,
  ledger: z.enum(ledgers),
  when: Condition,
  kinds: z.array(Kind).optional(),
});
export type Category = z.infer<typeof Category>;

export const Rhythm = z.strictObject({
  ...source,
  kind: Id,
  every: LengthText,
  mode: z.enum(["rolling", "calendar"]),
  clause: Clause,
});
export type Rhythm = z.infer<typeof Rhythm>;

/** Colour is never the only sign (GB/T 37668): each level has one of the shapes that pages can draw. */
const shapes = ["triangle", "diamond", "square", "circle"] as const;

export const Level = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  word: Text,
  shape: z.enum(shapes),
  clause: Clause.optional(),
  default: z.boolean().optional(),
  rhythms: z.array(Rhythm),
});
export type Level = z.infer<typeof Level>;

export const Ground = z.strictObject({
  ...source,
  id: Id,
  level: Id,
  title: Text,
  clause: Clause,
  when: Condition,
  suspected: Condition.optional(),
});
export type Ground = z.infer<typeof Ground>;

const Panel = z.strictObject({ ...source, expires: LengthText, clause: Clause });
export const Grading = z.strictObject({
  ...source,
  served: Condition.optional(),
  /** Ledgers whose children are visited like the served and get the default level; default: single_parent, mobile. */
  visited: z.array(z.enum(ledgers)).optional(),
  panel: Panel.optional(),
  clause: Clause.optional(),
});
export type Grading = z.infer<typeof Grading>;

export const Escalation = z.strictObject({ after: LengthText, to: Id, clause: Clause, ...source });
export type Escalation = z.infer<typeof Escalation>;

const yearly = /^every (?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
export const Deadline = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  clause: Clause,
  on: z.string().refine((on) => isDay(on) || yearly.test(on)),
  from: Id.optional(),
  to: Id.optional(),
});
export type Deadline = z.infer<typeof Deadline>;

export const measures = ["intervened", "tracked", "secured", "resumed"] as const;
export type Measure = (typeof measures)[number];
/** Which measures a 其中 line asks for: one word, or a tree of them. */
export type Measures = Measure | { readonly all: readonly Measures[] } | { readonly any: readonly Measures[] };
const MeasureTree: z.ZodType<Measures> = z.lazy(() =>
  z.union([
    z.enum(measures),
    z.strictObject({ all: z.array(MeasureTree).min(1) }),
    z.strictObject({ any: z.array(MeasureTree).min(1) }),
  ]),
);

const OfWhich = z.strictObject({ ...source, title: Text, measures: MeasureTree, clause: Clause.optional() });
export const Row = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  grounds: z.array(Id).optional(),
  categories: z.array(Id).optional(),
  kinds: z.array(Id).optional(),
  rest: z.boolean().optional(),
  of_which: OfWhich.optional(),
  clause: Clause.optional(),
  note: Text.optional(),
});
export type Row = z.infer<typeof Row>;

export const Block = z.strictObject({
  level: Id.optional(),
  title: Text,
  rows: z.array(Row).min(1),
  note: Text.optional(),
});
export const Return = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  clause: Clause,
  due: z.array(DayText).optional(),
  counting: z.enum(["one_level_each_type", "one_level_one_type", "every_ground"]).optional(),
  counting_note: Text.optional(),
  blocks: z.array(Block).optional(),
  /** The printed words. */
  header: z.array(Text).optional(),
  columns: z.array(Text).optional(),
  subtotal: Text.optional(),
  total: Text.optional(),
  foot: Text.optional(),
});
export type Return = z.infer<typeof Return>;

/** Sections that other capabilities read: what goes on after a category ends, registers. */
export const Entry = z.looseObject({ id: Id, title: Text, clause: Clause, ...source });
export type Entry = z.infer<typeof Entry>;

/** Whose lists: a department's, or civil affairs' own (低保、特困 …). */
export const listOwners = ["civil_affairs", ...departments] as const;
export type ListOwner = (typeof listOwners)[number];

/** What holds where a child is not on a list, or is: `facts` are what the file says once that is found true. */
const Judgement = z.strictObject({
  ...source,
  clause: Clause,
  when: Condition,
  facts: z.record(Id, z.unknown()).optional(),
});

/** A list that is held against the ledger: what it means to be on it, and not to be (粤民发〔2024〕32号 四(一)). */
export const ComparisonItem = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  clause: Clause,
  department: z.enum(listOwners),
  /** Whom its lines are about; of parents, `parent.x` stands for father.x or mother.x in columns, says and compare. */
  of: z.enum(["children", "parents"]).default("children"),
  /** Facts that the list has columns for. */
  columns: z.array(Id).min(2),
  /** Of these, what must not differ from the file. */
  compare: z.array(Id).optional(),
  /** Facts that a line says by being there at all. */
  says: z.record(Id, z.unknown()).optional(),
  /** A child of the ledger that ought to be on it. */
  missing: Judgement.optional(),
  /** A child on it that ought not to be; `closed`: why its file was closed. */
  surplus: Judgement.extend({ closed: z.array(Id).optional() }).optional(),
  /** A line without a child in the ledger that ought to have one; asked of the line's own facts. */
  unregistered: Judgement.omit({ facts: true }).optional(),
  /**
   * From how many children, and which share of those who ought to be on it, a list that lacks them is asked about first;
   * `nearly`: from which share on whatever their number.
   */
  doubt: z
    .strictObject({
      least: z.int().min(1).max(1_000_000),
      percent: z.int().min(0).max(100),
      nearly: z.int().min(1).max(100).optional(),
    })
    .optional(),
  /** How long a township has to verify; working days before it somebody is reminded, and after it the next level sees it. */
  limit: LengthText,
  remind: z.int().min(0).max(60).optional(),
  climb: z.int().min(0).max(60).optional(),
  limit_clause: Clause.optional(),
});
export type ComparisonItem = z.infer<typeof ComparisonItem>;

const Workdays = z.int().min(0).max(250);
/**
 * How long each step may take, in working days: to sign for it, to answer it, to check the answer on the child; how long
 * before a day somebody is reminded, and how long after it the next level sees it.
 */
const Terms = z.strictObject({
  receive: Workdays,
  answer: Workdays,
  check: Workdays,
  remind: Workdays,
  climb: Workdays,
  clause: Clause,
});
export type Terms = z.infer<typeof Terms>;

/** 失联父母查找: how long the police search, from registering on, before whoever is still missing is so by a receipt. */
const SearchTerm = z.strictObject({ months: z.int().min(1).max(24), clause: Clause });

/** A finding that goes to a department, and to which (粤民发〔2024〕32号 四(二)). */
export const ReferralItem = z.strictObject({
  ...source,
  id: Id,
  title: Text,
  clause: Clause,
  department: z.enum(listOwners),
  /** By which of the sending purposes (src/capabilities/export): its fields alone may leave. None within civil affairs. */
  purpose: Id.optional(),
  urgent: z.boolean().optional(),
  /** For whom a page proposes it; somebody may be referred without. */
  when: Condition.optional(),
  terms: Terms,
  /** It searches for parents who are out of contact. */
  search: SearchTerm.optional(),
});
export type ReferralItem = z.infer<typeof ReferralItem>;

/** What a lower pack takes away or makes weaker on purpose: `categories.left_behind`. */
const Item = z.string().regex(/^(?:categories|grounds|levels|evidence)\.[a-zA-Z0-9_.-]{1,80}$/);
const Narrowing = z.strictObject({ item: Item, why: Text, clause: Clause });

const Code = z.string().regex(/^[a-zA-Z0-9_.-]{1,40}$/);
/** A flat list is one group. */
const CodeList = z.strictObject({
  title: Text,
  groups: z.union([z.array(Code), z.record(z.string().max(60), z.array(Code))]),
});

export const Pack = z.strictObject({
  id: PackId,
  title: Text,
  document: Text,
  area: AreaText,
  from: DayText,
  to: DayText.nullable().optional(),
  version: z.int().min(1),
  extends: PackId.nullable().optional(),
  notes: z.array(z.unknown()).optional(),
  define: z.record(z.string(), Define).optional(),
  lists: z.record(z.string(), CodeList).optional(),
  categories: z.array(Category).optional(),
  levels: z.array(Level).optional(),
  grounds: z.array(Ground).optional(),
  grading: Grading.optional(),
  escalation: z.array(Escalation).optional(),
  deadlines: z.array(Deadline).optional(),
  returns: z.array(Return).optional(),
  bulletins: z.array(BulletinItem).optional(),
  transitions: z.array(Entry).optional(),
  registers: z.array(Entry).optional(),
  comparisons: z.array(ComparisonItem).optional(),
  referrals: z.array(ReferralItem).optional(),
  recognitions: z.array(RecognitionItem).optional(),
  situations: z.array(Situation).optional(),
  concern_limits: z.array(ConcernLimit).optional(),
  entrustment: Entrustment.partial().optional(),
  conference: ConferencePart.partial().optional(),
  evidence: Evidence.partial().optional(),
  reporters: z.array(Reporter).optional(),
  hotlines: z.array(Hotline).optional(),
  narrows: z.array(Narrowing).optional(),
  /** Items of the parent that do not hold here; each must be declared under narrows. */
  without: z.array(Item).optional(),
});
export type Pack = z.infer<typeof Pack>;
