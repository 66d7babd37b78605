import type { Operation } from "#capabilities/sync/words.ts";
import { kindText } from "../caselist/dueWords.ts";
import { text, type Key } from "../language/text.ts";

const titles: Readonly<Record<Operation, Key>> = {
  "visit.record": "command.visit",
  "registry.register": "command.register",
  "registry.record": "command.record",
  "task.close": "command.close",
  "grade.propose": "command.propose",
  "attachment.add": "attached.photo",
  "attachment.withdraw": "photo.command",
  "referral.check": "check.title",
  "entrustment.make": "entrustment.title",
  "entrustment.sign": "entrustment.command_sign",
  "entrustment.end": "entrustment.command_end",
  "entrustment.doubt": "entrustment.unable",
  "entrustment.keep": "entrustment.command_keep",
  "concern.report": "concern.command_report",
  "concern.supplement": "concern.command_supplement",
  "concern.attach": "concern.command_attach",
  "anomaly.verify": "anomaly.title",
  "notice.read": "notice.command",
  "declaration.confirm": "declaration.command_confirm",
  "declaration.refuse": "declaration.command_refuse",
  "training.take": "training.command",
};

/** What a command is called in the village. */
export function commandTitle(operation: Operation, body: Readonly<Record<string, unknown>>): string {
  const { kind } = body;
  if (operation === "attachment.add" && (kind === "photo" || kind === "signature")) return text(`attached.${kind}`);
  const isVisit = operation === "visit.record" && (kind === "home_visit" || kind === "contact");
  return isVisit ? kindText(kind) : text(titles[operation]);
}
