import { isPlain } from "#engines/rules/reading.ts";

/** Where a condition names a fact. */
const naming = new Set(["fact", "since", "from", "to", "until", "of", "differs"]);

/** The facts that conditions name, `parent.x` as both parents': what a visit's form has to ask, and nothing else. */
export function factsNamed(conditions: readonly unknown[], known: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const keep = (name: unknown): void => {
    if (typeof name !== "string") return;
    const keys = name.startsWith("parent.") ? [`father.${name.slice(7)}`, `mother.${name.slice(7)}`] : [name];
    for (const key of keys) if (known.has(key)) found.add(key);
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!isPlain(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (naming.has(key)) (Array.isArray(inner) ? inner : [inner]).forEach(keep);
      if (key === "age") keep("birthDate");
      walk(inner);
    }
  };
  conditions.forEach(walk);
  return found;
}

/** As factsNamed of one condition, with the definitions that it uses, and those that these use. */
export function factsBehind(
  condition: unknown,
  define: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
): ReadonlySet<string> {
  const used = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (!isPlain(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === "use" && typeof inner === "string" && !used.has(inner)) {
        used.add(inner);
        walk(define[inner]);
      } else walk(inner);
    }
  };
  walk(condition);
  return factsNamed([condition, ...[...used].map((name) => define[name])], known);
}
