import type { FactValue } from "#engines/rules/catalogue.ts";
import { ageOn } from "#kernel/day.ts";
import { readDisabilityCertificate, readIdNumber } from "#kernel/idNumber.ts";
import type { Layout } from "./header.ts";
import { type Fault, faultAt, type ParseContext, type Values } from "./fault.ts";

/*
 * What the cells of one row say about each other. Where a number says it itself (birth date and sex in an id number, kind
 * and level in a disability certificate), nobody has to type it twice; where both are there, they must agree.
 */

type Say = (key: string, code: string, data?: Readonly<Record<string, unknown>>) => void;

/** Completes `values`, and gives what contradicts itself or is missing. `found` are the faults of single cells. */
export function checkRow(
  values: Values,
  layout: Layout,
  row: number,
  context: ParseContext,
  found: readonly Fault[],
): Fault[] {
  const faults: Fault[] = [];
  const bad = new Set(found.map((fault) => fault.cell));
  const report: Say = (key, code, data) => {
    const fault = faultAt(layout, row, key, code, data);
    // One answer per cell: a number that cannot be read is not also missing.
    if (!bad.has(fault.cell)) faults.push(fault);
    bad.add(fault.cell);
  };
  checkChild(values, context, report);
  for (const who of ["father", "mother", "guardian", "carer"]) checkAdult(who, values, report);
  checkCertificate(values, report);
  checkPeriods(values, report);
  for (const key of ["village", "name"]) if (!values.has(key)) report(key, "survey.required");
  const numberIsBad = found.some((fault) => fault.cell === faultAt(layout, row, "idNumber", "survey.required").cell);
  if (!values.has("birthDate") && !numberIsBad) report("birthDate", "survey.birth_missing");
  return faults;
}

const textAt = (values: Values, key: string): string | undefined => {
  const found: FactValue | undefined = values.get(key);
  return typeof found === "string" ? found : undefined;
};

function checkChild(values: Values, context: ParseContext, report: Say): void {
  const number = textAt(values, "idNumber");
  const kind = textAt(values, "idKind");
  if (number !== undefined && kind === "none") report("idKind", "survey.id_kind_contradicts");
  const reading = number !== undefined && kind !== "other" ? readIdNumber(number) : undefined;
  if (reading?.ok) {
    const { birthDate, sex, kind: read } = reading.id;
    if (birthDate > context.today) report("idNumber", "survey.id_in_future", { day: birthDate });
    agree(values, "birthDate", birthDate, "survey.id_contradicts_birth", report);
    const said = textAt(values, "sex");
    if (said === "unknown" || said === "unstated") values.delete("sex");
    agree(values, "sex", sex, "survey.id_contradicts_sex", report);
    values.set("idKind", read);
  } else if (number === undefined && kind === undefined) values.set("idKind", "none");
  const birth = textAt(values, "birthDate");
  if (birth !== undefined && birth <= context.today && ageOn(birth, context.today) >= 18) {
    report(values.has("idNumber") && reading?.ok ? "idNumber" : "birthDate", "survey.not_a_child", { day: birth });
  }
}

/** What a number says fills a blank cell; a cell that says something else is told so. */
function agree(values: Values, key: string, read: FactValue, code: string, report: Say): void {
  const said = values.get(key);
  if (said === undefined) values.set(key, read);
  else if (said !== read) report(key, code, { said, read });
}

const sexOf: Readonly<Record<string, string>> = { father: "male", mother: "female" };

function checkAdult(who: string, values: Values, report: Say): void {
  const number = textAt(values, `${who}.idNumber`);
  const reading = number === undefined ? undefined : readIdNumber(number);
  if (!reading?.ok) return;
  if (who === "father" || who === "mother") {
    agree(values, `${who}.birthDate`, reading.id.birthDate, "survey.id_contradicts_birth", report);
  }
  if (sexOf[who] !== undefined && sexOf[who] !== reading.id.sex) report(`${who}.idNumber`, "survey.id_of_other_sex");
  if (number === textAt(values, "idNumber")) report(`${who}.idNumber`, "survey.id_is_the_childs");
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

function checkPeriods(values: Values, report: Say): void {
  for (const who of ["father", "mother"]) {
    const since = textAt(values, `${who}.custody.since`);
    const until = textAt(values, `${who}.custody.until`);
    if (since !== undefined && until !== undefined && until < since)
      report(`${who}.custody.until`, "survey.period_backwards");
  }
}
