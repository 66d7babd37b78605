import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** The bytes of a file, whole or as they are made. */
export type Bytes = AsyncIterable<Uint8Array> | Uint8Array | string;

/** A file that is written and not yet in its place. */
export interface Written {
  /** SHA-256 of all its bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
  /** Moves it to its place. */
  keep(): Promise<void>;
  /** Leaves nothing of it. */
  drop(): Promise<void>;
}

/** Two at once for one place stand beside each other. */
let count = 0;

const piecesOf = (content: Bytes): AsyncIterable<Uint8Array> | Iterable<Uint8Array> => {
  if (typeof content === "string") return [Buffer.from(content)];
  return content instanceof Uint8Array ? [content] : content;
};

/** How a file goes to the disk. */
export interface Writing {
  /** For everybody that the umask allows, where nothing is said. */
  readonly mode?: number;
  /** Encrypts on the way: nothing of the content stands on the disk in clear, not even half written. */
  readonly seal?: (path: string, content: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

/**
 * Writes a file beside its place, and answers the digest of its content before anybody finds it there. A full disk or a
 * content that breaks off leaves nothing. Errors: those of the disk and of the content.
 */
export async function writeAside(path: string, content: Bytes, writing: Writing = {}): Promise<Written> {
  const { mode = 0o666, seal = (_path, bytes) => bytes } = writing;
  count += 1;
  const unfinished = `${path}.${process.pid}-${count}.part`;
  const drop = (): Promise<void> => rm(unfinished, { force: true });
  const digest = createHash("sha256");
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of piecesOf(content)) {
      digest.update(piece);
      bytes += piece.length;
      yield piece;
    }
  }
  try {
    await pipeline(
      Readable.from(seal(path, counted()), { objectMode: false }),
      createWriteStream(unfinished, { mode }),
    );
  } catch (error) {
    await drop();
    throw error;
  }
  const keep = async (): Promise<void> => {
    try {
      await rename(unfinished, path);
    } catch (error) {
      await drop();
      throw error;
    }
  };
  return { sha256: digest.digest("hex"), bytes, keep, drop };
}
