/*
 * Values are compared and joined as 32-bit hashes. 0 always means "not known". Two different values meet by chance once in
 * four thousand million comparisons; a dictionary of values uses 64 bits (book.ts).
 */

const PRIME = 0x9e_37_79_b1;

/** Joins a hash with a further value, both unsigned 32-bit; order counts. */
export function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ value, 0x85_eb_ca_6b);
  h ^= h >>> 13;
  h = Math.imul(h + PRIME, 0xc2_b2_ae_35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Joins two values, never giving 0; 0 where one of them is not known. */
export function both(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : mix(mix(PRIME, a), b) || 1;
}

/** An unsigned 32-bit hash of a text's code units, never 0. */
export function hashText(text: string, seed = 0): number {
  let h = seed ^ PRIME;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01_00_01_93);
    h ^= h >>> 15;
  }
  return mix(h, text.length) || 1;
}

/** A second, independent hash of the text that {@link hashTwice} was last called with. */
export let secondHash = 0;

/** As hashText, and in the same pass a second hash, left in {@link secondHash}: two results without an object. */
export function hashTwice(text: string): number {
  let [h, g] = [PRIME, 0x51_ed_27_0b];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h = Math.imul(h ^ unit, 0x01_00_01_93);
    h ^= h >>> 15;
    g = Math.imul(g + unit, 0x85_eb_ca_6b);
    g ^= g >>> 13;
  }
  secondHash = mix(g, text.length);
  return mix(h, text.length) || 1;
}
