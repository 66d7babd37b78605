import { shrunk } from "#web/phone/attachment/shrunk.ts";
import { command, deliver, freshId } from "#web/phone/command.ts";
// oxlint-disable-next-line import/no-unassigned-import -- it teaches the code Chinese
import "#web/phone/language/languages.ts";
import { get } from "#web/phone/server.ts";
import { keepFile } from "#web/phone/sync/files.ts";
import { Keep } from "#web/phone/sync/keep.ts";
import type { Attached } from "#web/phone/sync/kept.ts";
import { takeUp } from "#web/phone/sync/open.ts";
import { openVault } from "#web/phone/sync/vault.ts";
import { confirmAll, confirmGroup, emptyFilling, layOut, RISKS } from "#web/phone/visit/filling.ts";
import { messageOf, obstacle } from "#web/phone/visit/message.ts";
import type { VisitForm } from "#web/phone/visit/question.ts";

/*
 * The phone's own code without its pages: what a finger would do a thousand times is done here a thousand times. Forms
 * come from the kept village, visits go into the outbox, photos are drawn, made small, sealed and kept as on any phone.
 */

interface Wanted {
  readonly id: string;
  readonly childId: string;
  readonly note: string;
  readonly photo: boolean;
}

/** A camera's picture: noise does not get small by itself. */
async function photographed(): Promise<Attached> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [800, 600];
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  const pixels = pen.createImageData(100, 75);
  for (let at = 0; at < pixels.data.length; at += 1) pixels.data[at] = at % 4 === 3 ? 255 : Math.random() * 256;
  pen.putImageData(pixels, 0, 0);
  pen.drawImage(canvas, 0, 0, 100, 75, 0, 0, 800, 600);
  const taken = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95));
  if (!taken) throw new Error("no picture");
  const id = freshId();
  return { id, kind: "photo", note: "", file: await keepFile(id, await (await shrunk(taken)).arrayBuffer()) };
}

async function visited({ id, childId, note, photo }: Wanted): Promise<string[]> {
  const answer = await get<VisitForm>(`/api/visit/children/${childId}/form`);
  if (answer.kind !== "ok") throw new Error(answer.sentence);
  const { form, questions } = answer.body;
  const layout = layOut(questions, {}, []);
  const attachments = photo ? [await photographed()] : [];
  const confirmed = confirmGroup(confirmAll(layout, emptyFilling("home_visit")), RISKS, layout.risks);
  const filling = { ...confirmed, note, attachments };
  const wrong = obstacle(layout, filling);
  if (wrong !== undefined) throw new Error(wrong);
  const sent = await deliver(command(`/api/visit/children/${childId}/visits`, id, messageOf(form, layout, filling)));
  if (sent.kind !== "ok") throw new Error(sent.kind === "refused" ? sent.code : sent.sentence);
  return attachments.map((one) => one.id);
}

let keep: Keep | undefined;

const month = {
  /** Opens what the phone keeps, with its PIN. */
  open: async (pin: string): Promise<number> => {
    const opening = await openVault(pin);
    if (opening.kind !== "open") throw new Error("the PIN does not open");
    keep = await Keep.open(opening.key);
    await takeUp(keep);
    return keep.files.size;
  },
  /** Does a day's visits, by the phone's clock as it stands; answers the ids of the photos. */
  work: async (wanted: readonly Wanted[]): Promise<string[]> => {
    const photos: string[] = [];
    for (const one of wanted) photos.push(...(await visited(one)));
    return photos;
  },
  unsent: (): number => keep?.unsent ?? -1,
};
export type Month = typeof month;

Object.assign(globalThis, { month });
