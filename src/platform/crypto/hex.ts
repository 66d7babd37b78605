/* Hex digits from and to bytes, never through a string: strings cannot be wiped. */

const digits = Buffer.from("0123456789abcdef");

function valueOf(digit: number | undefined): number {
  const lower = (digit ?? 0) | (digit !== undefined && digit >= 0x41 && digit <= 0x46 ? 0x20 : 0);
  return digits.indexOf(lower);
}

/** Undefined where a character is no hex digit, or one is left over. */
export function decodeHex(text: Buffer): Buffer | undefined {
  if (text.length % 2 !== 0) return undefined;
  const bytes = Buffer.alloc(text.length / 2);
  for (let n = 0; n < bytes.length; n += 1) {
    const [high, low] = [valueOf(text[2 * n]), valueOf(text[2 * n + 1])];
    if (high < 0 || low < 0) {
      bytes.fill(0);
      return undefined;
    }
    bytes[n] = high * 16 + low;
  }
  return bytes;
}

export function encodeHex(bytes: Buffer): Buffer {
  const text = Buffer.alloc(bytes.length * 2);
  bytes.forEach((byte, n) => {
    text[2 * n] = digits[byte >> 4] ?? 0;
    text[2 * n + 1] = digits[byte & 15] ?? 0;
  });
  return text;
}
