import { createHash } from "node:crypto";
import { Problem } from "#kernel/problem.ts";
import { Manifest, PartEnd, PartHead } from "./words.ts";

/*
 * What an archive holds, before it is compressed and sealed: frames of a sign (1 byte), a length (4, big endian) and
 * bytes. P begins a part (JSON), D holds bytes of it, E ends it (JSON), M is the manifest (JSON) and the last frame.
 */

type Sign = "P" | "D" | "E" | "M";

const HEAD = 5;
const DATA_MAX = 1_048_576;
const WORDS_MAX = 16_777_216;

const damaged = (): Problem => new Problem("backup.damaged", { chunk: null });

function framed(sign: Sign, bytes: Buffer): Buffer[] {
  const head = Buffer.alloc(HEAD);
  head.write(sign, 0, "latin1");
  head.writeUInt32BE(bytes.length, 1);
  return [head, bytes];
}

const words = (sign: Sign, value: PartHead | PartEnd | Manifest): Buffer[] =>
  framed(sign, Buffer.from(JSON.stringify(value)));

export const manifestFrame = (manifest: Manifest): Buffer[] => words("M", manifest);

/** The bytes of a part, and how many rows they were, asked once they are through. */
export interface Content {
  readonly bytes: AsyncIterable<Buffer>;
  readonly rows: () => number;
}

/** A part as frames; answers what stands in its end. */
export async function* partFrames(head: PartHead, content: Content): AsyncGenerator<Buffer, PartEnd> {
  yield* words("P", head);
  const digest = createHash("sha256");
  let total = 0;
  for await (const bytes of content.bytes) {
    digest.update(bytes);
    total += bytes.length;
    for (let at = 0; at < bytes.length; at += DATA_MAX) yield* framed("D", bytes.subarray(at, at + DATA_MAX));
  }
  const end = { bytes: total, sha256: digest.digest("hex"), rows: content.rows() };
  yield* words("E", end);
  return end;
}

interface Frame {
  readonly sign: string;
  readonly bytes: Buffer;
}

/** Cuts a stream of bytes into frames. Errors: backup.damaged where a frame has no end or is too long. */
async function* framesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let held: Buffer = Buffer.alloc(0);
  for await (const bytes of source) {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    while (held.length >= HEAD) {
      const sign = held.toString("latin1", 0, 1);
      const length = held.readUInt32BE(1);
      if (length > (sign === "D" ? DATA_MAX : WORDS_MAX)) throw damaged();
      if (held.length < HEAD + length) break;
      yield { sign, bytes: held.subarray(HEAD, HEAD + length) };
      held = held.subarray(HEAD + length);
    }
  }
  if (held.length > 0) throw damaged();
}

interface Reader<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

function read<T>(reader: Reader<T>, { bytes }: Frame): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw damaged();
  }
  const result = reader.safeParse(value);
  if (!result.success) throw damaged();
  return result.data;
}

/** Takes a part: reads all of `content`, or leaves the rest to be passed over. Answers the rows it stored, if it knows. */
export type TakePart = (head: PartHead, content: AsyncIterable<Buffer>) => Promise<number | undefined>;

/** One part's data frames, and at their end what was found to be in them. */
class PartReading {
  readonly #digest = createHash("sha256");
  readonly #frames: AsyncGenerator<Frame>;
  #bytes = 0;
  #end: PartEnd | undefined;
  constructor(frames: AsyncGenerator<Frame>) {
    this.#frames = frames;
  }
  async *content(): AsyncGenerator<Buffer> {
    while (!this.#end) {
      const { value, done } = await this.#frames.next();
      if (done) throw damaged();
      if (value.sign === "E") this.#end = read(PartEnd, value);
      else if (value.sign === "D") {
        this.#digest.update(value.bytes);
        this.#bytes += value.bytes.length;
        yield value.bytes;
      } else throw damaged();
    }
  }
  /** Errors: backup.damaged where the part is not what its end says. */
  async end(rows: number | undefined): Promise<PartEnd> {
    for await (const _ of this.content());
    const end = this.#end;
    if (!end || end.bytes !== this.#bytes || end.sha256 !== this.#digest.digest("hex")) throw damaged();
    if (rows !== undefined && rows !== end.rows) throw damaged();
    return end;
  }
}

/** What was read: the manifest, and each part's end by `<kind> <name>`. */
export interface Contents {
  readonly manifest: Manifest;
  readonly parts: ReadonlyMap<string, PartEnd>;
}

/**
 * Reads parts in their order and hands each to `take`; then the manifest, with nothing after it.
 * Errors: backup.damaged; whatever `take` throws.
 */
export async function readParts(source: AsyncIterable<Buffer>, take: TakePart): Promise<Contents> {
  const frames = framesOf(source);
  const parts = new Map<string, PartEnd>();
  let manifest: Manifest | undefined;
  try {
    // by hand, because a part takes its own frames in between
    for (let next = await frames.next(); !next.done; next = await frames.next()) {
      const frame = next.value;
      if (manifest) throw damaged();
      if (frame.sign === "M") manifest = read(Manifest, frame);
      else if (frame.sign === "P") await readPart(frames, read(PartHead, frame), parts, take);
      else throw damaged();
    }
  } finally {
    await frames.return(undefined);
  }
  if (!manifest || !agrees(manifest, parts)) throw damaged();
  return { manifest, parts };
}

async function readPart(
  frames: AsyncGenerator<Frame>,
  head: PartHead,
  parts: Map<string, PartEnd>,
  take: TakePart,
): Promise<void> {
  const name = `${head.kind} ${head.name}`;
  if (parts.has(name)) throw damaged();
  const reading = new PartReading(frames);
  parts.set(name, await reading.end(await take(head, reading.content())));
}

function agrees(manifest: Manifest, parts: ReadonlyMap<string, PartEnd>): boolean {
  const tables = Object.entries(manifest.tables);
  const files = [...parts].filter(([name]) => name.startsWith("file "));
  const same = tables.every(([name, end]) => JSON.stringify(parts.get(`table ${name}`)) === JSON.stringify(end));
  const bytes = files.reduce((sum, [, end]) => sum + end.bytes, 0);
  return same && parts.size === tables.length + files.length && manifest.files.count === files.length && manifest.files.bytes === bytes; // prettier-ignore
}
