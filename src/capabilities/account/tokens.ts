import { hash, randomBytes } from "node:crypto";

/** 256 bits that exist nowhere but with their bearer. */
export const drawToken = (): string => randomBytes(32).toString("base64url");

/** Tokens are random; only their digest is stored, so a dump opens no session. */
export const digestOf = (token: string): string => hash("sha256", token, "base64url");
