import type { Kept } from "./kept.ts";

/** What is unsent as a file of its own, for the day when a phone can send no more: readable, whole, and by id. */
export const exportText = (commands: readonly Kept[], person: string, now: string): string =>
  JSON.stringify(
    {
      what: "tonghu unsent commands",
      person,
      exportedAt: now,
      commands: commands
        .filter((one) => one.state !== "arrived")
        .map(({ id, no, needs, state, refusal, content }) => ({
          id,
          no,
          needs,
          state,
          ...(refusal && { refusal }),
          ...content,
        })),
    },
    null,
    1,
  );

/** Hands a text to the phone's own downloads. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
