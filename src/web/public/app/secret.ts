/* What only whoever sent something knows. The page makes it, so that a message sent again has the same one. */

export const SECRET_DIGITS = 16;
export const NUMBER_DIGITS = 12;

/** Digits without any liking for one of them: a byte above 249 is drawn again. */
export function newSecret(draw: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => crypto.getRandomValues(bytes)): string {
  const bytes = new Uint8Array(64);
  let digits = "";
  while (digits.length < SECRET_DIGITS) {
    draw(bytes);
    for (const byte of bytes) if (byte < 250) digits += String(byte % 10);
  }
  return digits.slice(0, SECRET_DIGITS);
} // prettier-ignore

/** 4081 6326 4081 5263: as it is written down and said. */
export const inFours = (digits: string): string => digits.replace(/(\d{4})(?=\d)/g, "$1 ");

const fullWidth = (text: string): string =>
  text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

/** What somebody typed, without the gaps that they typed with it. */
export const digitsIn = (text: string): string => fullWidth(text).replace(/\D/g, "");
