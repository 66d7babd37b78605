/*
 * A photo as it leaves the phone: drawn anew from its pixels, so that the place, the device and the hour that a camera
 * writes into its file stay behind, and small enough for a village's network.
 */

const SIDE = 1280;
/** Bytes: what the server takes at most, less what it costs to be on the safe side. */
const MOST = 400_000;
const QUALITIES = [0.72, 0.55, 0.4];

const jpegOf = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

function drawn(picture: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A JPEG without anything but pixels. Errors: where the file is no picture that this phone can open. */
export async function shrunk(photo: Blob): Promise<Blob> {
  const picture = await createImageBitmap(photo);
  try {
    for (let side = SIDE; side >= 320; side = Math.round(side * 0.7)) {
      const canvas = drawn(picture, side);
      for (const quality of QUALITIES) {
        const blob = await jpegOf(canvas, quality);
        if (blob && blob.size <= MOST) return blob;
      }
    }
  } finally {
    picture.close();
  }
  throw new Error("too large");
}
