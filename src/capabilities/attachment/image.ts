import type sharp from "sharp";
import { Problem } from "#kernel/problem.ts";
import type { AttachmentKind } from "./words.ts";

/*
 * What a phone sends is made anew before it is kept: only pixels go over. Where a picture was taken, by which device and
 * when stands in its metadata, and whatever else somebody hid in a file stays behind with them.
 */

export interface Picture {
  readonly bytes: Buffer;
  readonly type: "image/jpeg" | "image/png";
  readonly width: number;
  readonly height: number;
}

/** A phone makes its pictures small; what has more pixels than this was not made by one of ours. */
const PIXELS_MOST = 4_200_000;
const SIDE_MOST = 1280;

const begins: Readonly<Record<AttachmentKind, Buffer>> = {
  photo: Buffer.from([0xff, 0xd8, 0xff]),
  signature: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
};

let loaded: Promise<typeof sharp> | undefined;

/** Fetched with the first picture: an office that has none starts without it. */
function maker(): Promise<typeof sharp> {
  loaded ??= import("sharp").then(({ default: made }) => {
    // decoded pixels of children are held by nobody, and one picture does not take all processors
    made.cache(false);
    made.concurrency(1);
    return made;
  });
  return loaded;
}

/** Errors: attachment.not_an_image (400). */
export async function cleaned(kind: AttachmentKind, sent: Buffer): Promise<Picture> {
  const magic = begins[kind];
  if (!sent.subarray(0, magic.length).equals(magic)) throw notAnImage();
  const made = await maker();
  try {
    const upright = made(sent, { limitInputPixels: PIXELS_MOST, failOn: "error" })
      .autoOrient()
      .resize({ width: SIDE_MOST, height: SIDE_MOST, fit: "inside", withoutEnlargement: true });
    const written = kind === "photo" ? upright.jpeg({ quality: 72 }) : upright.png({ palette: true });
    const { data, info } = await written.toBuffer({ resolveWithObject: true });
    return { bytes: data, type: typeOf[kind], width: info.width, height: info.height };
  } catch {
    throw notAnImage();
  }
}

export const typeOf = { photo: "image/jpeg", signature: "image/png" } as const;

const notAnImage = (): Problem => new Problem("attachment.not_an_image", {}, 400);
