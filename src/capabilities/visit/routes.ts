import type pg from "pg";
import { z } from "zod";
import { today } from "#kernel/clock.ts";
import type { Day } from "#kernel/day.ts";
import type { AreaCode } from "#kernel/scope.ts";
import { fileOf, findFile, isOnCase, Stored, stored, tracedFields } from "#capabilities/registry/index.ts";
import { idSchema } from "#capabilities/registry/words.ts";
import { type Route, route } from "#platform/http/route.ts";
import { record, type RecordingWorld } from "./actions.ts";
import { VisitForm, visitForm } from "./form.ts";
import { RecordVisit } from "./words.ts";

export interface VisitWorld extends RecordingWorld {
  readonly pool: pg.Pool;
  /** The policy's ref and the facts that its conditions read. */
  readonly askedBy: (area: AreaCode, day: Day) => { readonly ref: string; readonly facts: ReadonlySet<string> };
}

const ChildParam = z.strictObject({ childId: idSchema });

/** A visit's form is opened for a visit: what it shows of sensitive facts is kept with that purpose. */
const openedIn = ({ questions }: VisitForm): string[] =>
  tracedFields(questions.filter(({ last }) => last !== null).map(({ key }) => key));

export const routes = (world: VisitWorld): Route[] => [
  route({
    method: "GET", path: "/api/visit/children/:childId/form", permission: "visit.record", summary: "走访表（只问政策要求的、可能变化的）", looks: { kind: "file", fields: (_call, form) => openedIn(form), purpose: () => "visit" }, params: ChildParam, output: VisitForm,
    refusals: ["registry.not_found"],
  })(async ({ actor, params }) => {
    const subject = await findFile(world, actor, params.childId);
    const day = today(world.clock);
    const asked = world.askedBy(subject.area, day);
    return { form: asked.ref, day, questions: visitForm(asked.facts, fileOf(subject), isOnCase(actor, fileOf(subject).onCase)), evidence: world.evidenceOn(subject.area, day) };
  }),
  route({
    method: "POST", path: "/api/visit/children/:childId/visits", permission: "visit.record", summary: "记录走访或联系",
    params: ChildParam, body: RecordVisit, output: Stored,
    refusals: ["registry.not_found", "visit.child_closed", "visit.form_unknown", "visit.day_in_future", "registry.fact_invalid", "registry.fact_in_future", "registry.fact_unknown"],
  })(async ({ actor, params, body }) => stored(await record(world, actor, params.childId, body))),
]; // prettier-ignore
