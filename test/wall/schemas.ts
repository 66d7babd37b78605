import fc from "fast-check";
import { newId } from "#kernel/id.ts";
import { places } from "../cast.ts";

/*
 * Bodies made from an operation's own JSON schema, right in most places and wrong in some: what a schema does not say (an
 * id's form, a day, an area) is guessed from the names that the house uses.
 */

export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Whatever somebody may send in the place of anything. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null, true, false, 0, -1, 1.5, 1e308, -0, 2 ** 53, "", " ", "\u0000", "\ud800", "\u202e", "＝1+1", "=1+1", "'; drop table entry; --", "<script>", "../../etc/passwd", "{{7*7}}",
    "${7*7}", "%s%n", "2024-02-31", "0001-01-01", "9999-12-31", "NaN", "𠮷".repeat(50), "a".repeat(5000), [], {}, [[[[[]]]]], { $ne: null }, { length: 1e9 }, { toString: 1 },
    JSON.parse(`{"then":"x"}`), { toJSON: 1 }, { hasOwnProperty: 1 },
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 40 }),
); // prettier-ignore

const texts = (name: string): fc.Arbitrary<unknown> => {
  if (/id$/i.test(name)) return fc.oneof(fc.uuid(), fc.constant(newId()));
  if (/day$/i.test(name)) return fc.constantFrom("2024-07-01", "2024-06-30", "2024-02-29", "1900-01-01", "2124-01-01");
  if (/area$/i.test(name))
    return fc.constantFrom(places.eastVillage, places.southVillage, places.county, "44", "999999");
  return fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.constantFrom("甲乙", "puning@1", "red", "测试"));
};

const factKeys = fc.constantFrom("name", "birthDate", "sex", "idNumber", "idKind", "school.name", "father.status", "risk.dropout", "hukou.area", "household.assistance", "guardian.phone", "__proto__", "constructor", "x", "residence.area", "measure.x"); // prettier-ignore

function sound(schema: Schema, name: string): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => sound(one, name)));
  if (schema.type === "string") return texts(name);
  if (schema.type === "integer" || schema.type === "number") return fc.integer({ min: -2, max: 30 });
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "array") return fc.array(bodyOf(schema.items ?? {}, name), { maxLength: 12 });
  if (schema.properties) return record(schema);
  if (schema.type === "object") return fc.dictionary(factKeys, fc.oneof(strange, texts("day"), fc.constant(["none"])), { maxKeys: 6 }); // prettier-ignore
  return strange;
}

const intruders = fc.constantFrom("role", "post", "area", "seq", "version", "status", "personId", "__proto__", "constructor", "prototype", "admin", "$where"); // prettier-ignore

function record(schema: Schema): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const fields = Object.fromEntries(properties.map(([name, one]) => [name, bodyOf(one, name)]));
  const required = properties.map(([name]) => name).filter((name) => schema.required?.includes(name));
  const whole = fc.record(fields, { requiredKeys: required });
  const lacking = fc.record(fields, { requiredKeys: [] });
  const more = fc.tuple(whole, intruders, strange).map(([body, key, value]) => ({ ...body, [key]: value }));
  return fc.oneof({ weight: 6, arbitrary: whole }, { weight: 1, arbitrary: lacking }, { weight: 1, arbitrary: more });
}

/** What a schema asks for, and now and then something else. */
export const bodyOf = (schema: Schema, name = ""): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 14, arbitrary: sound(schema, name) }, { weight: 1, arbitrary: strange });
