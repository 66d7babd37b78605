import { Problem } from "#kernel/problem.ts";
import { sendingPurpose } from "#capabilities/export/index.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { type Catalogue, CatalogueFile, type DataItem, fieldClasses } from "./catalogueWords.ts";

const NAME = "sharing.yaml";
const broken = (where: string): Problem =>
  new Problem("sharing.catalogue_invalid", { path: NAME, item: where || "—" }, 503);

const gravity = (cls: string): number => (fieldClasses as readonly string[]).indexOf(cls);

/**
 * A field may leave where the purpose of the giving allows it and where it is not sealed; it is never called less grave than
 * the catalogue of facts has it. Errors: sharing.catalogue_invalid.
 */
function requireFields({ id, departments: to, giving, fields }: DataItem): void {
  const purpose = sendingPurpose(giving);
  if (!purpose || to.some((one) => !purpose.departments.includes(one))) throw broken(id);
  for (const [key, cls] of Object.entries(fields)) {
    const fact = factByKey.get(key);
    const isSealed = fact === undefined || fact.cls === "sealed";
    if (isSealed || !purpose.fields.includes(key) || gravity(cls) < gravity(fact.cls)) throw broken(`${id} ${key}`);
  }
}

const isTwice = (ids: readonly string[]): boolean => new Set(ids).size < ids.length;

/** Errors: sharing.catalogue_invalid (503), with the item and the field where it is one's. */
export function readCatalogue(value: unknown): Catalogue {
  const file = CatalogueFile.safeParse(value);
  if (!file.success) throw broken(file.error.issues[0]?.path.join(".") ?? "");
  const { rules, items } = file.data;
  if (isTwice(rules.map(({ id }) => id)) || isTwice(items.map(({ id }) => id))) throw broken("id");
  // whatever is asked, a rule answers; and where none grants, a person is asked
  const last = rules.at(-1);
  if (!last || last.grants || last.when.length > 0) throw broken("rules");
  for (const item of items) {
    if (item.months.usual > item.months.most) throw broken(item.id);
    if (item.means === "data") requireFields(item);
  }
  return file.data;
}

export const invalidCatalogue = (): Problem => broken("");
export const catalogueName = NAME;
