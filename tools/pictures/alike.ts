import sharp from "sharp";

/* Whether two pictures of a page are one to a reader: letters are drawn a little differently by each system. */

/** Half the size and grey: what a system's letters differ by is gone. */
async function coarse(file: string | Buffer): Promise<{ readonly data: Buffer; readonly size: string }> {
  const { width, height } = await sharp(file).metadata();
  const small = sharp(file).flatten({ background: "#fff" }).greyscale().resize(Math.ceil(width / 2), Math.ceil(height / 2)); // prettier-ignore
  return { data: await small.raw().toBuffer(), size: `${width}x${height}` };
}

/** A step of grey that an eye sees. */
const STEP = 32;

/** The part of two pictures that differs, 0 to 1; of another size, all of it. */
export async function differing(a: string | Buffer, b: string | Buffer): Promise<number> {
  const [one, other] = await Promise.all([coarse(a), coarse(b)]);
  if (one.size !== other.size) return 1;
  let count = 0;
  for (const [n, grey] of one.data.entries()) if (Math.abs(grey - (other.data[n] ?? 0)) > STEP) count += 1;
  return count / one.data.length;
}
