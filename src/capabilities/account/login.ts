/*
 * A login name is one name however it is typed: full-width letters, capitals and combining marks do not make a second
 * one (GB/T 22239-2019 8.1.4.1 a: 身份标识具有唯一性).
 */

const letters = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,39}$/u;

/** The form by which logins are compared: NFKC, lower case, without blanks at the ends. */
export const loginKey = (text: string): string => text.normalize("NFKC").trim().toLowerCase().normalize("NFKC");

/** 2 to 40 letters, digits and . _ @ - ; it begins with a letter or digit. */
export const isLogin = (text: string): boolean => letters.test(loginKey(text));
