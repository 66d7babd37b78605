import { encryptedFiles, type EncryptedFiles } from "./encryptedFile.ts";
import { type Key, newKey } from "./key.ts";
import type { MasterKeys } from "./masterKeys.ts";
import { contextOf, type Suite, type SuiteName, suiteNamed, suiteNames } from "./suite.ts";

/*
 * What an installation seals content with: a key for each subject (a child), wrapped by a master key, and one key of its
 * own for digests. Why so, stands in docs/decisions/0016-encryption.md and 0020-sealed-content.md.
 */

/** A subject's key. `fresh`: its wrapped text, where the database does not hold it yet. */
export interface SubjectKey {
  readonly key: Key;
  readonly fresh: string | null;
}

/** Where a text stands: what was sealed for one place does not open in another. */
export type Place = readonly [kind: string, ...ids: string[]];

export interface Vault {
  readonly masters: MasterKeys;
  /** Files on disk that hold children's data. */
  readonly files: EncryptedFiles;
  newKey(subjectId: string): SubjectKey;
  /** Errors: crypto.damaged, crypto.master_unknown. */
  keyOf(wrapped: string, subjectId: string): SubjectKey;
  /** A key that was used in the last minutes: enough for a row of a view, which goes when its key is destroyed. */
  recall(subjectId: string): SubjectKey | undefined;
  /** What stands sealed in a view's row, opened and remembered. Errors: crypto.damaged. */
  show(key: SubjectKey, place: Place, sealed: Buffer): unknown;
  /** The same where it was opened a moment ago. */
  shown(place: Place, sealed: Buffer): unknown;
  /** Forgets a key that was destroyed, and what was opened with it. */
  forget(subjectId: string): void;
  /** Seals a text of JSON; blanks fill it up, because lengths tell. */
  seal(key: SubjectKey, place: Place, json: string): Buffer;
  /** The text of JSON, with the blanks behind it. Errors: crypto.damaged for a changed byte, another key or place. */
  open(key: SubjectKey, place: Place, sealed: Buffer): string;
  /** Seals bytes as they are, for what is too long to be filled up (attachments). */
  sealBytes(key: SubjectKey, place: Place, bytes: Buffer): Buffer;
  /** Errors: crypto.damaged for a changed byte, another key or place. */
  openBytes(key: SubjectKey, place: Place, sealed: Buffer): Buffer;
  /** By what a text is known again: nothing without the installation's own key. */
  readonly digest: (text: string) => string;
  /** Whether a digest is the text's, whichever suite made it. */
  readonly isDigestOf: (digest: string, text: string) => boolean;
  /** Of which suite new digests are. */
  readonly digestSuite: SuiteName;
}

/** Positive and negative, yes and no: what is shorter than this looks the same. */
const STEP = 64;

/** Names in lists, which are asked for again and again. */
const SHOWN = 50_000;

/** A page of a ledger has fifty children, and unwrapping a key costs as much as opening five texts. */
const REMEMBERED = 4096;
/** Other processes hear of a destroyed key by not being asked for it any more. */
const MINUTES = 5 * 60_000;

function padded(text: string): Buffer {
  const size = Math.ceil(Buffer.byteLength(text) / STEP) * STEP;
  const plain = Buffer.alloc(size, " ");
  plain.write(text);
  return plain;
}

interface Remembered {
  readonly wrapped: string;
  readonly key: SubjectKey;
  readonly since: number;
}

/** The keys that were unwrapped last, by their subjects. */
function remembering(unwrap: (wrapped: string, subjectId: string) => Key) {
  const known = new Map<string, Remembered>();
  const newest = (subjectId: string): Remembered | undefined => {
    const held = known.get(subjectId);
    return held && performance.now() - held.since < MINUTES ? held : undefined;
  };
  const keyOf = (wrapped: string, subjectId: string): SubjectKey => {
    const held = newest(subjectId);
    if (held?.wrapped === wrapped) return held.key;
    const key: SubjectKey = { key: unwrap(wrapped, subjectId), fresh: null };
    known.delete(subjectId);
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? "");
    known.set(subjectId, { wrapped, key, since: performance.now() });
    return key;
  };
  const recall = (subjectId: string): SubjectKey | undefined => newest(subjectId)?.key;
  return { keyOf, recall, forget: (subjectId: string): void => void known.delete(subjectId) };
}

/** What was opened last of views, by its place; a row that was written anew is another text. */
function showing() {
  const known = new Map<string, { readonly sealed: Buffer; readonly value: unknown }>();
  const shown = (place: Place, sealed: Buffer): unknown => {
    const held = known.get(place.join(" "));
    return held?.sealed.equals(sealed) ? held.value : undefined;
  };
  const remember = (place: Place, sealed: Buffer, value: unknown): unknown => {
    known.delete(place.join(" "));
    if (known.size >= SHOWN) known.delete(known.keys().next().value ?? "");
    known.set(place.join(" "), { sealed: Buffer.from(sealed), value });
    return value;
  };
  const unshow = (subjectId: string): void => {
    for (const name of known.keys()) if (name.includes(subjectId)) known.delete(name);
  };
  return { shown, remember, unshow };
}

export interface VaultParts {
  readonly suite: Suite;
  /** Digests stay of one suite until they are all made anew. */
  readonly digests: Suite;
  readonly masters: MasterKeys;
  /** The installation's identity key. */
  readonly root: Key;
}

export function openVault({ suite, digests, masters, root }: VaultParts): Vault {
  const { shown, remember, unshow } = showing();
  const { keyOf, recall, forget } = remembering((wrapped, subjectId) => masters.unwrap(wrapped, subjectId));
  const open: Vault["open"] = ({ key }, place, sealed) => {
    const plain = suite.open(key, sealed, contextOf(...place));
    const text = plain.toString("utf8");
    plain.fill(0);
    return text;
  };
  return {
    masters,
    files: encryptedFiles(suite, masters),
    open,
    shown,
    show: (key, place, sealed) => remember(place, sealed, JSON.parse(open(key, place, sealed)) as unknown),
    newKey: (subjectId) => {
      const key = newKey();
      return { key, fresh: masters.wrap(key, subjectId) };
    },
    keyOf,
    recall,
    forget: (subjectId) => {
      forget(subjectId);
      unshow(subjectId);
    },
    seal: ({ key }, place, json) => {
      const plain = padded(json);
      const sealed = suite.seal(key, plain, contextOf(...place));
      plain.fill(0);
      return sealed;
    },
    sealBytes: ({ key }, place, bytes) => suite.seal(key, bytes, contextOf(...place)),
    openBytes: ({ key }, place, sealed) => suite.open(key, sealed, contextOf(...place)),
    digest: (text) => digests.digest(root, text),
    isDigestOf: (digest, text) => suiteNames.some((name) => suiteNamed(name).digest(root, text) === digest),
    digestSuite: digests.name,
  };
}
