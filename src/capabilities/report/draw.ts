import { createHash } from "node:crypto";
import type pg from "pg";
import type { FactSpec } from "#engines/rules/catalogue.ts";
import type { Actor, PostKind } from "#kernel/actor.ts";
import { canonical } from "#kernel/canonical.ts";
import { type Clock, today } from "#kernel/clock.ts";
import { notFound, Problem } from "#kernel/problem.ts";
import { type AreaCode, type Scope, subtree, within } from "#kernel/scope.ts";
import { isSynthetic, type Settings } from "#capabilities/account/index.ts";
import { areaPath } from "#capabilities/area/index.ts";
import type { Rules } from "#capabilities/retention/index.ts";
import type { Vault } from "#platform/crypto/vault.ts";
import { inScope } from "#platform/db/scope.ts";
import type { Route } from "#platform/http/route.ts";
import { accountSection, eventSection, postSection } from "./figures/accounts.ts";
import { alertSection, requestSection } from "./figures/answers.ts";
import { encryptionSection } from "./figures/encryption.ts";
import { deletionSection, dueSection, entrySection, ruleSection } from "./figures/keeping.ts";
import { ledgerSection, sendingSection } from "./figures/leaving.ts";
import { exportSection, lookSection, postLookSection, purposeSection } from "./figures/looks.ts";
import { faultSection, routeSection, settingSection, upkeepSection, wallSection } from "./figures/running.ts";
import { fieldCountSection, fieldSection, subjectSection } from "./figures/subjects.ts";
import { type Draw, lastYear, type Span, yearOf } from "./span.ts";
import type { Report, ReportKind } from "./words.ts";
import { notes, titles } from "./zh.ts";

export interface ReportWorld {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly rules: Rules;
  readonly catalogue: readonly FactSpec[];
  /** The running server's operations, and who may. */
  readonly routes: () => readonly Route[];
  readonly permissions: Readonly<Record<string, readonly PostKind[]>>;
  readonly settings: () => Promise<Settings>;
  /** What the kinds of entries are called. */
  readonly history: Readonly<Record<string, string>>;
  readonly vault: Vault;
}

async function sectionsOf(world: ReportWorld, kind: ReportKind, span: Span): Promise<readonly Draw[]> {
  const { rules, settings, catalogue, history, pool } = world;
  const common = [postSection, await accountSection(settings, pool)(span)];
  const due = await dueSection(rules, pool)(span);
  if (kind === "self-audit") {
    return [
      ...common, await eventSection(pool)(span), lookSection, postLookSection, purposeSection, exportSection, ledgerSection, sendingSection, alertSection, requestSection,
      entrySection(history), deletionSection(rules), due, ruleSection(rules), fieldCountSection(catalogue), upkeepSection,
      faultSection, encryptionSection(world.vault),
    ];
  }
  return [
    subjectSection, fieldSection(catalogue), fieldCountSection(catalogue), purposeSection, ...common, routeSection(world.routes, world.permissions),
    exportSection, ledgerSection, sendingSection, lookSection, alertSection, requestSection, ruleSection(rules), due, settingSection(settings), wallSection,
    upkeepSection, encryptionSection(world.vault),
  ];
} // prettier-ignore

async function draw(
  world: ReportWorld,
  actor: Actor,
  kind: ReportKind,
  area: AreaCode,
  span: Span,
): Promise<Report> {
  const planned = await sectionsOf(world, kind, span);
  const sections = await inScope(
    world.pool,
    { ...actor.scope, traces: true },
    async (db) => {
      const drawn = [];
      for (const section of planned) drawn.push(await section(db, span));
      return drawn;
    },
    { readOnly: true, snapshot: true },
  );
  const synthetic = await isSynthetic(world.pool);
  const path = area === "0" ? ["全国"] : await areaPath(world.pool, area, span.today);
  return {
    kind, title: titles[kind], area, areaName: path.join(""), from: span.from, to: span.to, drawnAt: world.clock.now().toISOString(), drawnBy: actor.name,
    notes: [...(synthetic ? [notes.synthetic] : []), notes[kind], notes.whole],
    sections, digest: createHash("sha256").update(canonical(sections)).digest("hex"),
  };
} // prettier-ignore

/** Errors: area.unknown (404) for an area outside the reader's own. */
function scopeOf(actor: Actor, area: AreaCode | undefined): { area: AreaCode; scope: Scope } {
  if (area === undefined || area === actor.area) return { area: actor.area, scope: actor.scope };
  if (!within(actor.scope, area)) throw notFound("area.unknown", { codes: [area] });
  return { area, scope: subtree(area) };
}

/** The figures of the yearly audit (未成年人网络保护条例 37). Errors: area.unknown (404), report.year_in_future. */
export function selfAudit(world: ReportWorld, actor: Actor, year: number, wanted?: AreaCode): Promise<Report> {
  const { area, scope } = scopeOf(actor, wanted);
  const span = yearOf(year, scope, today(world.clock));
  if (span.from > span.today) throw new Problem("report.year_in_future", { year });
  return draw(world, actor, "self-audit", area, span);
}

/** What an impact assessment starts from (个人信息保护法 55, 56): as it runs today, and its last twelve months. */
export function impact(world: ReportWorld, actor: Actor, wanted?: AreaCode): Promise<Report> {
  const { area, scope } = scopeOf(actor, wanted);
  return draw(world, actor, "impact", area, lastYear(scope, today(world.clock)));
}
