/** Sums by key for the two sides: open addressing in typed arrays, many times quicker than a Map of objects. */
export class Tally {
  #keys: Uint32Array;
  #left: Float64Array;
  #right: Float64Array;
  #taken = 0;

  constructor(expected = 1024) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(1024, expected * 2)));
    this.#keys = new Uint32Array(size);
    this.#left = new Float64Array(size);
    this.#right = new Float64Array(size);
  }

  /** Adds to the sums of a key, which is not 0. */
  add(key: number, left: number, right: number): void {
    let slot = this.#slotOf(key);
    if (this.#keys[slot] === 0) {
      if (++this.#taken * 4 > this.#keys.length * 3) {
        this.#widen();
        slot = this.#slotOf(key);
      }
      this.#keys[slot] = key;
    }
    this.#left[slot] = (this.#left[slot] ?? 0) + left;
    this.#right[slot] = (this.#right[slot] ?? 0) + right;
  }

  /** Sum over all keys of left times right. */
  product(): number {
    let sum = 0;
    for (let slot = 0; slot < this.#keys.length; slot++) sum += (this.#left[slot] ?? 0) * (this.#right[slot] ?? 0);
    return sum;
  }

  /** What both sides have of a key together. */
  total(key: number): number {
    const slot = this.#slotOf(key);
    return (this.#left[slot] ?? 0) + (this.#right[slot] ?? 0);
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = (Math.imul(key, 0x9e_37_79_b1) >>> 7) & mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #widen(): void {
    const [keys, left, right] = [this.#keys, this.#left, this.#right];
    this.#keys = new Uint32Array(keys.length * 2);
    this.#left = new Float64Array(keys.length * 2);
    this.#right = new Float64Array(keys.length * 2);
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] ?? 0;
      if (key === 0) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#left[slot] = left[at] ?? 0;
      this.#right[slot] = right[at] ?? 0;
    }
  }
}
