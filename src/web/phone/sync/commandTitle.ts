import type { Operation } from "#capabilities/sync/words.ts";
import { attachmentKinds } from "#capabilities/attachment/zh.ts";
import { kindWords } from "../caselist/dueWords.ts";

const titles: Readonly<Record<Operation, string>> = {
  "visit.record": "走访",
  "registry.register": "登记",
  "registry.record": "更正",
  "task.close": "问题办完了",
  "grade.propose": "提议改颜色",
  "attachment.add": "照片",
};

/** What a command is called in the village. */
export function commandTitle(operation: Operation, body: Readonly<Record<string, unknown>>): string {
  const { kind } = body;
  if (operation === "attachment.add" && (kind === "photo" || kind === "signature")) return attachmentKinds[kind];
  const isVisit = operation === "visit.record" && (kind === "home_visit" || kind === "contact");
  return isVisit ? kindWords[kind] : titles[operation];
}
