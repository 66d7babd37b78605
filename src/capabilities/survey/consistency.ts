import type { FactValue } from "#engines/rules/catalogue.ts";
import { ageOn } from "#kernel/day.ts";
import { readDisabilityCertificate } from "#kernel/idNumber.ts";
import type { RowState } from "./cellReaders.ts";
import type { Layout } from "./header.ts";
import { type Fault, faultAt, type ParseContext, type Values } from "./fault.ts";

/*
 * What the cells of one row say about each other. Where a number says it itself (birth date and sex in an id number, kind
 * and level in a disability certificate), nobody has to type it twice; where both are there, they must agree.
 */

type Say = (key: string, code: string, data?: Readonly<Record<string, unknown>>) => void;

/** Completes `values`, and gives what contradicts itself or is missing. `found` are the faults of single cells. */
export function checkRow(
  state: RowState,
  layout: Layout,
  row: number,
  context: ParseContext,
  found: readonly Fault[],
): Fault[] {
  const { values } = state;
  const faults: Fault[] = [];
  const bad = new Set(found.map((fault) => fault.cell));
  const report: Say = (key, code, data) => {
    const fault = faultAt(layout, row, key, code, data);
    // One answer per cell: a number that cannot be read is not also missing.
    if (!bad.has(fault.cell)) faults.push(fault);
    bad.add(fault.cell);
  };
  checkChild(state, context, report);
  for (const adult of adults) checkAdult(adult, state, report);
  checkCertificate(values, report);
  checkDays(values, report);
  for (const key of context.lenient ? ["name"] : ["village", "name"])
    if (!values.has(key)) report(key, "survey.required");
  const numberIsBad = found.some((fault) => fault.cell === faultAt(layout, row, "idNumber", "survey.required").cell);
  if (!values.has("birthDate") && !numberIsBad && !context.lenient) report("birthDate", "survey.birth_missing");
  return faults;
}

const textAt = (values: Values, key: string): string | undefined => {
  const found: FactValue | undefined = values.get(key);
  return typeof found === "string" ? found : undefined;
};

function checkChild({ values, ids }: RowState, context: ParseContext, report: Say): void {
  const number = textAt(values, "idNumber");
  const kind = textAt(values, "idKind");
  if (number !== undefined && kind === "none") report("idKind", "survey.id_kind_contradicts");
  const id = ids.get("idNumber");
  if (id) {
    if (id.birthDate > context.today) report("idNumber", "survey.id_in_future", { day: id.birthDate });
    agree(values, "birthDate", id.birthDate, "survey.id_contradicts_birth", report);
    const said = textAt(values, "sex");
    if (said === "unknown" || said === "unstated") values.delete("sex");
    agree(values, "sex", id.sex, "survey.id_contradicts_sex", report);
    values.set("idKind", id.kind);
  } else if (number === undefined && kind === undefined && !context.lenient) values.set("idKind", "none");
  // another office's list without a number, or with a wrong one, does not say that the child has no document
  const birth = textAt(values, "birthDate");
  if (!context.lenient && birth !== undefined && birth <= context.today && ageOn(birth, context.today) >= 18) {
    report(id ? "idNumber" : "birthDate", "survey.not_a_child", { day: birth });
  }
}

/** What a number says fills a blank cell; a cell that says something else is told so. */
function agree(values: Values, key: string, read: FactValue, code: string, report: Say): void {
  const said = values.get(key);
  if (said === undefined) values.set(key, read);
  else if (said !== read) report(key, code, { said, read });
}

interface Adult {
  readonly id: string;
  readonly birth?: string;
  readonly sex?: "male" | "female";
}

const adults: readonly Adult[] = [
  { id: "father.idNumber", birth: "father.birthDate", sex: "male" },
  { id: "mother.idNumber", birth: "mother.birthDate", sex: "female" },
  { id: "guardian.idNumber" },
  { id: "carer.idNumber" },
];

function checkAdult(adult: Adult, { values, ids }: RowState, report: Say): void {
  const id = ids.get(adult.id);
  if (!id) return;
  if (adult.birth !== undefined) agree(values, adult.birth, id.birthDate, "survey.id_contradicts_birth", report);
  if (adult.sex !== undefined && adult.sex !== id.sex) report(adult.id, "survey.id_of_other_sex");
  if (id.number === textAt(values, "idNumber")) report(adult.id, "survey.id_is_the_childs");
}

function checkCertificate(values: Values, report: Say): void {
  const number = textAt(values, "disability.certificate");
  const reading = number === undefined ? undefined : readDisabilityCertificate(number);
  if (!reading?.ok) return;
  const { kind, level, idNumber } = reading.certificate;
  agree(values, "disability.kind", kind, "survey.certificate_contradicts", report);
  agree(values, "disability.level", level, "survey.certificate_contradicts", report);
  const own = textAt(values, "idNumber");
  if (own !== undefined && own !== idNumber && textAt(values, "idKind") !== "other") {
    report("disability.certificate", "survey.certificate_of_another");
  }
}

/** Days that cannot be where the others are. */
function checkDays(values: Values, report: Say): void {
  for (const parent of parents) checkParentDays(parent, values, report);
  const birth = textAt(values, "birthDate");
  if (birth === undefined) return;
  for (const key of afterBirth) {
    const day = textAt(values, key);
    if (day !== undefined && day < birth) report(key, "survey.before_birth", { day, birth });
  }
}

/** What is done for a child, and is seen of one, comes after its birth; parents have gone away and come back before it. */
const afterBirth = ["surveyedOn", "measure.intervened", "measure.tracked", "measure.secured", "measure.resumed"];

const parentDays = (who: string) => ({
  since: `${who}.custody.since`,
  until: `${who}.custody.until`,
  away: `${who}.away.since`,
  state: `${who}.away.state`,
  back: `${who}.return.since`,
  why: `${who}.return.kind`,
});
const parents = [parentDays("father"), parentDays("mother")];

function checkParentDays(keys: ReturnType<typeof parentDays>, values: Values, report: Say): void {
  const since = textAt(values, keys.since);
  const until = textAt(values, keys.until);
  if (since !== undefined && until !== undefined && until < since) {
    report(keys.until, "survey.period_backwards", { since, until });
  }
  const away = textAt(values, keys.away);
  const back = textAt(values, keys.back);
  if (away === undefined || back === undefined || back >= away) return;
  // Who came home for good and left again counts from the new day (return before departure is right); nobody else does.
  const leftAgain = textAt(values, keys.why) === "ended" && textAt(values, keys.state) !== "home";
  if (!leftAgain) report(keys.back, "survey.return_backwards", { back, away });
}
