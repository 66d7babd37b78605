import { createRequire } from "node:module";
import type { Readable, Writable } from "node:stream";
import type { Submittable } from "pg";

/** What we use of pg-copy-streams, which comes without types. `rowCount` holds once the connection answers again. */
interface CopyStreams {
  readonly to: (text: string) => Readable & Submittable & { readonly rowCount: number };
  readonly from: (text: string) => Writable & Submittable & { readonly rowCount: number };
}

/** COPY … TO STDOUT as a stream to read, COPY … FROM STDIN as one to write into. */
export const { to: copyTo, from: copyFrom } = createRequire(import.meta.url)("pg-copy-streams") as CopyStreams;
