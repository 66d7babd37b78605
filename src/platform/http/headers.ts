/**
 * Headers of every answer. Scripts come from our own files alone; style sheets of the component library are written by its
 * script, and a style runs nothing. No page of ours stands in a frame, none is opened by another's, and nobody else's
 * page reads or shows what we answer.
 */
const always: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()",
};

/** `secure`: behind TLS, for a year by TLS alone. */
export const headersOf = (secure: boolean): Readonly<Record<string, string>> =>
  secure ? { ...always, "strict-transport-security": "max-age=31536000" } : always;
