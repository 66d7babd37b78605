import { parse } from "yaml";
import { Problem } from "#kernel/problem.ts";
import { type FieldType, fieldTypes } from "./kinds.ts";

/** One thing that both files know of a child, and the columns in which they have it. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly left: string;
  readonly right: string;
  /** Guardian, telephone, village, school: what brothers and sisters share (docs/decisions/0025). */
  readonly household: boolean;
}

export interface LinkageConfig {
  /** Columns with the rows' own ids; null: the number of the row. */
  readonly leftId: string | null;
  readonly rightId: string | null;
  readonly fields: readonly Field[];
}

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isType = (value: unknown): value is FieldType => (fieldTypes as readonly unknown[]).includes(value);
const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

const wrong = (reason: string, data: Plain = {}): Problem => new Problem("linkage.config_wrong", { reason, ...data });

const MOST_FIELDS = 24;

/**
 * Reads a fields.yaml: `id` (a column, or `{left, right}`) and `fields`, each with `name`, `type`, and `column` or `left`
 * and `right`; `household: true` for what a household shares. Errors: linkage.config_wrong with the reason and the field.
 */
export function readConfig(yaml: string): LinkageConfig {
  const tree = parsed(yaml);
  if (!isPlain(tree)) throw wrong("not_a_map");
  const strange = Object.keys(tree).find((key) => key !== "id" && key !== "fields");
  if (strange !== undefined) throw wrong("unknown_key", { key: strange.slice(0, 60) });
  const list: unknown = tree["fields"];
  if (!Array.isArray(list) || list.length === 0) throw wrong("no_fields");
  if (list.length > MOST_FIELDS) throw wrong("too_many_fields", { limit: MOST_FIELDS });
  const fields = list.map((item: unknown, index) => readField(item, index + 1));
  const twice = fields.find(({ name }, index) => fields.findIndex((field) => field.name === name) !== index);
  if (twice) throw wrong("twice", { field: twice.name });
  if (fields.every(({ household }) => household)) throw wrong("only_household");
  return { ...readId(tree["id"]), fields };
}

function parsed(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch {
    throw wrong("not_yaml");
  }
}

function readId(id: unknown): Pick<LinkageConfig, "leftId" | "rightId"> {
  if (id === undefined || id === null) return { leftId: null, rightId: null };
  if (isText(id)) return { leftId: id, rightId: id };
  if (isPlain(id) && isText(id["left"]) && isText(id["right"])) return { leftId: id["left"], rightId: id["right"] };
  throw wrong("id");
}

function readField(item: unknown, place: number): Field {
  if (!isPlain(item)) throw wrong("field", { place });
  const { name, type, column = name, left = column, right = column, household = false, ...rest } = item;
  if (!isText(name)) throw wrong("name", { place });
  const field = name.slice(0, 60);
  const strange = Object.keys(rest)[0];
  if (strange !== undefined) throw wrong("unknown_key", { field, key: strange.slice(0, 60) });
  if (!isType(type)) throw wrong("type", { field, known: fieldTypes.join(" ") });
  if (!isText(left) || !isText(right)) throw wrong("column", { field });
  if (typeof household !== "boolean") throw wrong("household", { field });
  return { name: field, type, left, right, household };
}
