declare module "pg-copy-streams" {
  import type { Writable } from "node:stream";
  import type { Submittable } from "pg";
  /** COPY … FROM STDIN as a stream to write into. */
  export function from(text: string): Writable & Submittable;
}
