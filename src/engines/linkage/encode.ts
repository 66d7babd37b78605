import { beginningOf } from "./book.ts";
import type { Field } from "./config.ts";
import { kinds } from "./kinds.ts";
import { type Digest, Tokens } from "./token.ts";

/** Turns a row's cells into what may be handed over; the key stays with whoever gives the digest. */
export class Encoder {
  readonly #fields: readonly Field[];
  readonly #tokens: Tokens;

  constructor(fields: readonly Field[], digest: Digest) {
    this.#fields = fields;
    this.#tokens = new Tokens(digest);
  }

  /** Cells in the order of the config's fields; "" where nothing is known. */
  row(cells: readonly string[]): string[] {
    return this.#fields.map(({ type }, index) => {
      const { reader } = kinds[type];
      const canonical = reader.canonical(beginningOf(cells[index] ?? ""));
      if (canonical === "") return "";
      const features = new Uint32Array(reader.stride);
      reader.write(canonical, features, 0);
      return this.#tokens.of(type, features, canonical);
    });
  }
}
