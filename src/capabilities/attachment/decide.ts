/* How an attachment is cut into parts; without schemas, for which a phone's first script has no room. */

/** Bytes of the longest part that the server takes. */
export const PART_MOST = 131_072;

/** Bytes of the first part: seconds on the slowest of networks, so that what is cut off costs no more than this again. */
export const FIRST_PART = 32_768;

/** Bytes of the part after one that arrived whole: twice as long, because each is a way there and back. */
export const partAfter = (part: number): number => Math.min(2 * part, PART_MOST);
