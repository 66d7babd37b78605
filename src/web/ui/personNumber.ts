/*
 * A search box takes a name or a number. A number never stands in an address: browsers remember those, and proxies write
 * them down.
 */

export const plainNumber = (text: string): string => text.normalize("NFKC").replace(/\s/g, "");

/** As many digits as no name has: an id number, another paper's, or a telephone. */
export const isNumber = (text: string): boolean => /^(?=(?:[^0-9]*\d){5})[\dA-Z()/+-]+$/i.test(plainNumber(text));
