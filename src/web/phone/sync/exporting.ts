import { base64Of } from "./box.ts";
import { openFile } from "./files.ts";
import type { Kept } from "./kept.ts";

/** A command as a page shows it; of an attachment with its bytes instead of the key to them. */
async function exported({ id, no, needs, state, refusal, content: { file, ...content } }: Kept): Promise<unknown> {
  const bytes = file && (await openFile(id, file).catch(() => undefined));
  const picture = bytes && base64Of(bytes);
  return { id, no, needs, state, ...(refusal && { refusal }), ...content, ...(picture && { picture }) };
}

/** What is unsent as a file of its own, for the day when a phone can send no more: readable, whole, and by id. */
export async function exportText(commands: readonly Kept[], person: string, now: string): Promise<string> {
  const waiting = commands.filter((one) => one.state !== "arrived");
  const whole = { what: "tonghu unsent commands", person, exportedAt: now, commands: await Promise.all(waiting.map(exported)) }; // prettier-ignore
  return JSON.stringify(whole, null, 1);
}

/** Hands a text to the phone's own downloads. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
