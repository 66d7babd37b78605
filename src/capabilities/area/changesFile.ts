import { Problem } from "#kernel/problem.ts";
import { each } from "./refusal.ts";
import { Change } from "./words.ts";
import { changeWords, columnWants } from "./zh.ts";

/*
 * The table of changes as a clerk keeps it: a CSV of five columns, saved by Excel or WPS in UTF-8 or in GB18030,
 * with Chinese or English headers, in any order.
 */

const headers: Readonly<Record<string, "day" | "how" | "oldCode" | "newCode" | "newName">> = {
  日期: "day", day: "day",
  方式: "how", how: "how",
  原代码: "oldCode", old_code: "oldCode",
  新代码: "newCode", new_code: "newCode",
  新名称: "newName", new_name: "newName",
}; // prettier-ignore

const kinds = new Map(Object.entries(changeWords).map(([kind, word]) => [word, kind]));

/** Errors: Problem area.file_unreadable for bytes that are neither UTF-8 nor GB18030 text. */
function decode(bytes: Uint8Array): string {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  throw new Problem("area.file_unreadable");
}

const malformed = (line: number, field: string): Problem =>
  new Problem("area.line_malformed", { line, field, what: columnWants[field] ?? field });

/** Cells of one line (no name holds a line break). Errors: Problem where a quote does not close. */
function cells(text: string, line: number): string[] {
  const parts = text.split(",");
  const found: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    let part = parts[i] ?? "";
    while (part.trimStart().startsWith('"') && (part.split('"').length - 1) % 2 === 1) {
      if (++i >= parts.length) throw malformed(line, "");
      part += `,${parts[i]}`;
    }
    const quoted = /^\s*"(.*)"\s*$/su.exec(part);
    found.push((quoted?.[1]?.replaceAll('""', '"') ?? part).normalize("NFKC").trim());
  }
  return found;
}

/** 2025/1/1 as spreadsheets write it → 2025-01-01; anything else is left for the check. */
const day = (text: string): string =>
  text.replace(/^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/, (_, y: string, m: string, d: string) =>
    [y, m.padStart(2, "0"), d.padStart(2, "0")].join("-"),
  );

function change(text: string, columns: readonly (string | undefined)[], line: number): Change {
  const found = cells(text, line);
  const row = new Map(columns.map((name, at) => [name ?? "", found[at] ?? ""]));
  const how = row.get("how") ?? "";
  const parsed = Change.safeParse({
    line,
    day: day(row.get("day") ?? ""),
    how: kinds.get(how) ?? how,
    oldCode: row.get("oldCode") ?? "",
    newCode: row.get("newCode") ?? "",
    newName: row.get("newName") ?? "",
  });
  if (!parsed.success) throw malformed(line, String(parsed.error.issues[0]?.path[0] ?? ""));
  return parsed.data;
}

/**
 * Errors: Problem area.file_unreadable (encoding), area.columns_missing (headers) or area.changes_refused with every
 * line that cannot be read. Line numbers are those of the file, header included.
 */
export function parseChanges(bytes: Uint8Array): Change[] {
  const [head = "", ...body] = decode(bytes).split(/\r\n|\r|\n/);
  const columns = cells(head, 1).map((name) => headers[name.toLowerCase()]);
  const lacking = Object.entries(headers).filter(([zh, name]) => /\p{Script=Han}/u.test(zh) && !columns.includes(name));
  if (lacking.length > 0) throw new Problem("area.columns_missing", { columns: lacking.map(([zh]) => zh).join("、") });
  const lines = body
    .map((text, at) => ({ text, line: at + 2 }))
    .filter(({ text }) => text.replaceAll(",", "").trim() !== "");
  return each(lines, ({ text, line }) => change(text, columns, line));
}
