import type { Io } from "./command.ts";

const SIZE = 64 * 1024;

/** Answers on their way out, as an array or a line each, in portions: only one portion stands in memory. */
export class Sheet {
  count = 0;
  readonly #pour: (bytes: Buffer) => Promise<void>;
  readonly #inArray: boolean;
  readonly #portion = Buffer.allocUnsafe(SIZE);
  #filled = 0;
  /** The last one, whose comma depends on whether another follows. */
  #last: string | null = null;

  constructor({ pour, out }: Io, shape: "one" | "array" | "lines") {
    this.#pour = pour ?? ((bytes) => Promise.resolve(out(bytes.toString("utf8").replace(/\n$/, ""))));
    this.#inArray = shape === "array";
  }

  /** text: JSON in bytes (decisionText.ts). */
  add(text: string): Promise<void> | undefined {
    this.count++;
    if (!this.#inArray) return this.#put(`${text}\n`);
    const before = this.#last === null ? "[\n" : `${this.#last},\n`;
    this.#last = text;
    return this.#put(before);
  }

  async end(): Promise<void> {
    if (this.#inArray) await this.#put(this.#last === null ? "[\n]\n" : `${this.#last}\n]\n`);
    await this.#flush();
  }

  #put(text: string): Promise<void> | undefined {
    if (this.#filled + text.length <= SIZE) {
      this.#filled += this.#portion.write(text, this.#filled, "latin1");
      return undefined;
    }
    return this.#flush().then(() => {
      if (text.length > SIZE) return this.#pour(Buffer.from(text, "latin1"));
      this.#filled = this.#portion.write(text, 0, "latin1");
      return undefined;
    });
  }

  /** The portion is used again once it is written. */
  async #flush(): Promise<void> {
    if (this.#filled === 0) return;
    await this.#pour(this.#portion.subarray(0, this.#filled));
    this.#filled = 0;
  }
}
