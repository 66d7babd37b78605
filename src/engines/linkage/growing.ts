/** Typed arrays that grow by half: millions of rows are held as numbers, not as objects. */

type Numbers = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

/** The same numbers in a longer array. */
export function longer<T extends Numbers>(array: T, length: number, make: new (length: number) => T): T {
  const grown = new make(Math.max(length, Math.ceil(array.length * 1.5)));
  grown.set(array);
  return grown;
}

/** Whole numbers, one after the other. */
export class IntList {
  #numbers = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#numbers.length) this.#numbers = longer(this.#numbers, this.length + 1, Int32Array);
    this.#numbers[this.length++] = value;
  }

  /** What was pushed, without a copy: valid until the next push. */
  view(): Int32Array {
    return this.#numbers.subarray(0, this.length);
  }
}

/**
 * Texts as code units in one run. A text that is cut out of a file's piece would keep the whole piece in memory; here it
 * does not.
 */
export class TextList {
  #units = new Uint16Array(16_384);
  #ends = new Float64Array(1024);
  length = 0;

  push(text: string): void {
    const from = this.length === 0 ? 0 : (this.#ends[this.length - 1] ?? 0);
    const end = from + text.length;
    if (end > this.#units.length) this.#units = longer(this.#units, end, Uint16Array);
    if (this.length === this.#ends.length) this.#ends = longer(this.#ends, this.length + 1, Float64Array);
    for (let i = 0; i < text.length; i++) this.#units[from + i] = text.charCodeAt(i);
    this.#ends[this.length++] = end;
  }

  /** Code units of one text, without a copy. */
  units(index: number): Uint16Array {
    const from = index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
    return this.#units.subarray(from, this.#ends[index] ?? from);
  }

  at(index: number): string {
    return String.fromCharCode(...this.units(index));
  }
}
