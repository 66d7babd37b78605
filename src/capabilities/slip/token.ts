import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Id } from "#kernel/id.ts";

/** One line of a slip, as its own cell names it. */
export interface LineToken {
  readonly childId: Id;
  /** What of the child: the number of a referral, the id of a list, the decision of a conference. */
  readonly of: string;
  /** Of the export: what was made for one officer's department is answered by this department alone. */
  readonly number: string;
}

/** What signs the lines of one kind: it follows from the installation's secret, and holds after a restore. */
export const tokenKeyOf = (secret: Buffer, kind: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `tonghu ${kind} workbook`, 32));

/** What a person reads of the line as spreadsheets leave it: they may drop spaces at its ends, and nothing else. */
const read = (said: readonly string[]): string => JSON.stringify(said.map((text) => text.normalize("NFC").trim()));

const tag = (key: Buffer, text: string, { department, said }: Signed): Buffer =>
  createHmac("sha256", key)
    .update(`${department}|${text}|${read(said)}`)
    .digest()
    .subarray(0, 16);

/** For whom a line is made, and whom it says to be about: columns that were sorted without their signatures are found out. */
export interface Signed {
  readonly department: string;
  readonly said: readonly string[];
}

/** `child/of/number/tag`: nothing of it is about anybody, and no part of it can be changed. */
export function tokenOf(key: Buffer, signed: Signed, { childId, of, number }: LineToken): string {
  const text = `${childId}/${of}/${number}`;
  return `${text}/${tag(key, text, signed).toString("base64url")}`;
}

/** Undefined where a character of it was changed, where it stands beside another child, or was made for another department. */
export function readToken(key: Buffer, signed: Signed, token: string): LineToken | undefined {
  const [childId = "", of = "", number = "", given = ""] = token.trim().split("/");
  const wanted = tag(key, `${childId}/${of}/${number}`, signed);
  const said = Buffer.from(given, "base64url");
  if (said.length !== wanted.length || !timingSafeEqual(said, wanted)) return undefined;
  return { childId, of, number };
}

/** The id of the command that a filled line is: the same line sent twice is one command, another answer another one. */
export function commandOf(key: Buffer, token: string, answer: string): Id {
  const hex = createHmac("sha256", key).update(`command|${token}|${answer}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
