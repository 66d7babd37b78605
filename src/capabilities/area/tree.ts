import type { Day } from "#kernel/day.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import type { Scope } from "#kernel/scope.ts";
import type { Queryable } from "#platform/journal/queryable.ts";
import { plain } from "./naming.ts";
import { codeAliases, findArea, findAreas, lineage, selectMatches, selectNodes, selectSuccessions } from "./store.ts";
import type { Area, AreaNode, AreaWithPath } from "./words.ts";

/** Errors: Problem area.unknown where no unit bears the code on that day. */
export async function getArea(db: Queryable, code: string, day: Day): Promise<Area> {
  const area = await findArea(db, code, day);
  if (!area) throw notFound("area.unknown", { codes: code });
  return area;
}

/**
 * The unit in which a child's file lies: a village, or a township where the village is not known yet.
 * Errors: Problem area.unknown, area.not_a_village.
 */
export async function requireVillage(db: Queryable, code: string, day: Day): Promise<Area> {
  const area = await findArea(db, code, day);
  if (!area) throw new Problem("area.unknown", { codes: code });
  if (area.level === "village" || area.level === "township") return area;
  throw new Problem("area.not_a_village", { code, name: area.name });
}

/** What stands below a unit in the tree that a person sees; "0" is the nation. Placeholders are stepped over. */
export async function childrenOf(db: Queryable, code: string, day: Day): Promise<AreaNode[]> {
  if (code === "0") return selectNodes(db, null, day);
  const area = await findArea(db, code, day);
  if (!area?.placeholder) return selectNodes(db, code, day);
  return selectNodes(db, area.parent, day, { lo: code, hi: `${code}:` });
}

/** Names from the province down to each code, placeholders left out: 重庆市, 北碚区. A code unknown on the day is left out. */
export async function areaPaths(db: Queryable, codes: readonly string[], day: Day): Promise<Map<string, string[]>> {
  const above = [...new Set(codes.flatMap(lineage))];
  const known = new Map((await findAreas(db, above, day)).map((area) => [area.code, area]));
  const paths = new Map<string, string[]>();
  for (const code of codes) {
    if (!known.has(code)) continue;
    const line = lineage(code).map((part) => known.get(part));
    paths.set(
      code,
      line.flatMap((area) => (area && !area.placeholder ? [area.name] : [])),
    );
  }
  return paths;
}

/** Names from the province down to the code. Errors: Problem area.unknown. */
export async function areaPath(db: Queryable, code: string, day: Day): Promise<string[]> {
  const path = (await areaPaths(db, [code], day)).get(code);
  if (!path) throw notFound("area.unknown", { codes: code });
  return path;
}

export async function withPaths(db: Queryable, areas: readonly Area[], day: Day): Promise<AreaWithPath[]> {
  const paths = await areaPaths(
    db,
    areas.map((area) => area.code),
    day,
  );
  return areas.map((area) => ({ ...area, path: paths.get(area.code) ?? [area.name] }));
}

/**
 * Units within a scope by the beginning of their name or of their pinyin initials; where these are fewer than the
 * limit, also those that hold the text anywhere. Higher levels first, then by code.
 */
export async function search(db: Queryable, text: string, scope: Scope, day: Day, limit = 20): Promise<AreaWithPath[]> {
  const wanted = plain(text);
  if (wanted === "" || wanted.length > 60) return [];
  const found = await selectMatches(db, "beginning", wanted, scope, day, limit);
  if (found.length < limit) {
    const met = new Set(found.map((area) => area.code));
    const more = await selectMatches(db, "anywhere", wanted, scope, day, limit);
    found.push(...more.filter((area) => !met.has(area.code)).slice(0, limit - found.length));
  }
  return withPaths(db, found, day);
}

/**
 * The codes that the unit which bore a code on a day has become until another day: itself where nothing happened,
 * several after a split. Renaming keeps the code; steps are followed in the order of their days.
 */
export async function successors(db: Queryable, code: string, day: Day, until: Day): Promise<string[]> {
  const final = new Set<string>();
  let open = [{ code, day }];
  while (open.length > 0) {
    const earliest = open.reduce((least, at) => (at.day < least ? at.day : least), until);
    const rows = await selectSuccessions(
      db,
      open.map((at) => at.code),
      earliest,
    );
    const next: typeof open = [];
    for (const at of open) {
      const later = rows.filter((row) => row.oldCode === at.code && row.on > at.day && row.on <= until);
      const first = later.filter((row) => row.on === later[0]?.on);
      if (first.length === 0) final.add(at.code);
      for (const row of first) next.push({ code: row.newCode, day: row.on });
    }
    open = next;
  }
  return [...final].toSorted();
}

/**
 * The unit that a written code means: itself, another code of it (441900 for 东莞市 4419), or its full form with
 * trailing zeros (445281000000 for 普宁市 445281).
 */
export async function findByCode(db: Queryable, digits: string, day: Day): Promise<Area | undefined> {
  const forms = trimmed(digits);
  const [areas, aliases] = [await findAreas(db, forms, day), await codeAliases(db, forms)];
  for (const form of forms) {
    const code = aliases.get(form) ?? form;
    const area = areas.find((one) => one.code === code) ?? (await findArea(db, code, day));
    if (area) return area;
  }
  return undefined;
}

/** 445281000000 → itself, 445281000, 445281. */
export function trimmed(digits: string): string[] {
  const forms = [digits];
  for (const [from, to] of [
    [12, 9],
    [9, 6],
    [6, 4],
    [4, 2],
  ] as const) {
    const last = forms.at(-1) ?? "";
    if (last.length === from && /^0+$/.test(last.slice(to))) forms.push(last.slice(0, to));
  }
  return forms;
}
