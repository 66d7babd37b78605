import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { canonical } from "#kernel/canonical.ts";
import type { Id } from "#kernel/id.ts";
import type { KeptLook } from "./words.ts";

/** The installation's keys for traces, of one secret and yet apart: who knows one knows nothing of the others. */
export interface TraceKeys {
  /** Over each row and each block. */
  readonly seal: KeyObject;
  /** Over names and numbers that were searched for. */
  readonly search: KeyObject;
}

const derived = (secret: Buffer, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync("sha256", secret, "", `tonghu trace ${purpose}`, 32)));

/** `secret` is the installation's identity key (platform/crypto): it lies outside the database. */
export const traceKeys = (secret: Buffer): TraceKeys => ({
  seal: derived(secret, "seal"),
  search: derived(secret, "search"),
});

const hmac = (key: KeyObject, text: string): string => createHmac("sha256", key).update(text).digest("hex");

/** HMAC-SHA-256, hex, over a row as it is kept. The order of the list is part of the format. */
export const lookDigest = (key: KeyObject, look: KeptLook): string =>
  hmac(
    key,
    canonical([
      look.id, look.at, look.personId, look.post, look.area, look.session, look.deviceId, look.address, look.route,
      look.kind, look.children, look.fields, look.purpose, look.asked, look.answer,
      // rows of before deputies were told of have none, as those of everybody else
      ...(look.deputyFor === null ? [] : [look.deputyFor]),
    ]),
  ); // prettier-ignore

/** One link of the chain of blocks. `looks`: so many rows of the month; `dropped`: so many given up after their term. */
export interface Block {
  readonly number: number;
  readonly kind: "looks" | "dropped";
  /** First day of the month whose rows it holds. */
  readonly month: string;
  readonly count: number;
  /** Digest over its rows' digests in their order. */
  readonly rows: string;
  readonly prev: string;
  readonly digest: string;
  readonly sealedAt: string;
}

export const rowsDigest = (key: KeyObject, digests: readonly string[]): string => hmac(key, digests.join("\n"));

export const blockDigest = (key: KeyObject, block: Omit<Block, "digest">): string =>
  hmac(
    key,
    canonical([block.number, block.kind, block.month, block.count, block.rows, block.prev, block.sealedAt]),
  ); // prettier-ignore

export interface KeptAlert {
  readonly id: Id;
  readonly key: string;
  readonly rule: string;
  readonly area: string;
  readonly personId: Id | null;
  readonly childId: Id | null;
  readonly day: string;
  readonly raisedAt: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

export interface KeptAnswer {
  readonly alertId: Id;
  readonly area: string;
  readonly personId: Id;
  readonly post: string;
  readonly outcome: string;
  readonly reason: string;
  readonly at: string;
}

/** HMAC-SHA-256, hex, over an alert as it is kept; the order of the list is part of the format. */
export const alertDigest = (key: KeyObject, alert: KeptAlert): string =>
  hmac(
    key,
    canonical([
      "alert", alert.id, alert.key, alert.rule, alert.area, alert.personId, alert.childId, alert.day, alert.raisedAt, alert.evidence,
    ]),
  ); // prettier-ignore

export const answerDigest = (key: KeyObject, answer: KeptAnswer): string =>
  hmac(
    key,
    canonical([
      "answer", answer.alertId, answer.area, answer.personId, answer.post, answer.outcome, answer.reason, answer.at,
    ]),
  ); // prettier-ignore

/** One link of the chain of alerts and answers. */
export interface Link {
  readonly number: number;
  readonly kind: "alert" | "answer";
  readonly alertId: Id;
  /** The digest that the row's writer gave it. */
  readonly row: string;
  readonly prev: string;
  readonly digest: string;
  readonly linkedAt: string;
}

export const linkDigest = (key: KeyObject, link: Omit<Link, "digest">): string =>
  hmac(key, canonical(["link", link.number, link.kind, link.alertId, link.row, link.prev, link.linkedAt]));

/** A searched name or number, so that two searches for the same can be told, and neither can be read. */
export const searchDigest = (key: KeyObject, name: string, text: string): string =>
  `hmac:${hmac(key, `${name}\n${text.normalize("NFKC").trim().toUpperCase()}`)}`;
