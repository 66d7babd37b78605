import type { Day } from "#kernel/day.ts";
import type { Cell, Row } from "#platform/files/index.ts";
import { dayBounds, readDayCell } from "./dayCell.ts";
import { textOf } from "./reading.ts";

/*
 * Head and foot of a printed form (民发〔2016〕42号 附件1: 填报单位、填报日期; 单位负责人、复核人、填表人), and the sums and
 * notes that people write under a table. They stand among the rows and are about no child.
 */

const sums = "合计|总计|小计|共计";
const signatures =
  "填报单位|填表单位|制表单位|单位名称|填报日期|填表日期|制表日期|填报时间|单位负责人|负责人|分管领导|审核人|复核人|填表人|填报人|制表人|经办人";
const notes = "联系电话|注|备注|说明|填表说明";
const ending = "\\s*(?:[（(][^（）()]{0,20}[）)])?\\s*(?:[:：]|$)";
const signature = new RegExp(`^(?:${sums})|^(?:${signatures})${ending}`);
const note = new RegExp(`^(?:${notes})${ending}`);

/** "合计", "填表人：王五", "填报单位（盖章）": no name of a person, and no village. */
const isSignature = (text: string): boolean => signature.test(text.slice(0, 60).trim());
export const isFormWord = (text: string): boolean => isSignature(text) || note.test(text.slice(0, 60).trim());

const textIn = (cell: Cell): string => (cell.kind === "text" ? cell.text : "");

/**
 * A line that begins with a signature or a sum. Where a row could not be read (`unread`), a note at its beginning and two
 * such words anywhere are enough; where it could, they may be a child's remarks, and no child may be lost for them.
 */
export function isFormLine(row: Row, unread: boolean): boolean {
  const [first = "", ...rest] = row.cells.filter((cell) => cell.kind !== "blank").map(textIn);
  if (isSignature(first)) return true;
  return unread && (isFormWord(first) || rest.filter(isFormWord).length > 1);
}

/** What the lines above a table say about all of its rows. */
export interface FormHead {
  readonly surveyedOn?: Day;
  readonly filledBy?: string;
}

const datePart =
  /(?:填报|填表|制表|摸排|排查)(?:日期|时间)\s*[:：]?\s*(?<day>\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?)/;
const filler = /(?:填表人|填报人|摸排人|排查人)\s*[:：]\s*(?<name>[\p{Script=Han}·]{2,20})/u;

/**
 * The day and the hand of a form's head. A cell may hold both, or only the word, with what it asks for right of it. What
 * cannot be read, or lies ahead, is left out: rows then count as surveyed on the day of their upload, as without a head.
 */
export function readFormHead(above: readonly Row[], today: Day): FormHead {
  const text = above.map((row) => row.cells.map(shownIn).join(" ").slice(0, 2_000)).join("\n");
  const written = datePart.exec(text)?.groups?.["day"];
  const day = written === undefined ? undefined : readDayCell({ kind: "text", text: written }, dayBounds(today, false));
  const filledBy = filler.exec(text)?.groups?.["name"];
  return { ...(day?.kind === "value" && { surveyedOn: day.value }), ...(filledBy !== undefined && { filledBy }) };
}

function shownIn(cell: Cell): string {
  if (cell.kind === "date") return cell.day ?? "";
  const reading = textOf(cell);
  return reading.kind === "value" ? reading.value.slice(0, 200) : "";
}
