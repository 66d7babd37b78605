import { Problem } from "#kernel/problem.ts";
import { damaged } from "./damaged.ts";
import { Key } from "./key.ts";
import { outputOfCommand } from "./masterCommand.ts";
import {
  addMasterToFile,
  dropMasterFromFile,
  makeMasterFile,
  readMasterFile,
  stampOfMasterFile,
} from "./masterFile.ts";
import { type MasterKey, readMasters } from "./masterText.ts";
import { contextOf, open, type Suite } from "./suite.ts";

/*
 * Children's keys lie in the database wrapped by a master key, which lies elsewhere. A wrapped key is base64url of:
 * version (1 byte), id of the master key (8), the key sealed for this child (suite.ts).
 */

const VERSION = 1;
const HEAD = 9;

export interface MasterKeys {
  /** The id of the key that wraps from now on. */
  current(): string;
  /** Ids of all keys that open, the current one first. */
  ids(): string[];
  /** A child's key as text for the database. */
  wrap(key: Key, childId: string): string;
  /** Errors: crypto.damaged, also for another child's; crypto.master_unknown { id }. */
  unwrap(wrapped: string, childId: string): Key;
  /** The text under the current master key and suite; undefined where it is that already. Errors: as unwrap. */
  rewrap(wrapped: string, childId: string): string | undefined;
  /** A new current key, in front in the file; answers its id. Errors: crypto.master_elsewhere where the file's is not current. */
  addMaster(): string;
  /** Forgets a key of the file once nothing is wrapped by it. Errors: crypto.master_current, crypto.master_unknown. */
  dropMaster(id: string): void;
}

export interface OpenMasters {
  /** Where master.key lies: the data folder. */
  readonly folder: string;
  /** The suite that wraps from now on; what another one wrapped opens too. */
  readonly suite: Suite;
  /** TONGHU_MASTER_KEY and TONGHU_MASTER_KEY_COMMAND are read from here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes what the command says on its standard error. */
  readonly say: (line: string) => void;
  /** Whether a key may be made where there is none: not where the database holds wrapped keys already. */
  readonly mayMake: boolean;
  /** Milliseconds for the command. */
  readonly limitMs?: number;
}

interface Unpacked {
  readonly head: Buffer;
  readonly id: string;
  readonly sealed: Buffer;
}

function unpack(wrapped: string): Unpacked {
  const bytes = Buffer.from(wrapped, "base64url");
  // the decoder passes over what is not base64url: one key has one text
  if (bytes.length <= HEAD || bytes[0] !== VERSION || bytes.toString("base64url") !== wrapped) throw damaged();
  return { head: bytes.subarray(0, HEAD), id: bytes.toString("hex", 1, HEAD), sealed: bytes.subarray(HEAD) };
}

const headOf = (id: string): Buffer => Buffer.concat([Buffer.of(VERSION), Buffer.from(id, "hex")]);

/** The id of the master key by which a text is wrapped. Errors: crypto.damaged. */
export const masterOf = (wrapped: string): string => unpack(wrapped).id;

/** The twelve characters with which every text wrapped by this master key begins: SQL counts by them before a key is dropped. */
export const prefixOfMaster = (id: string): string => headOf(id).toString("base64url");

const contextFor = (head: Buffer, childId: string): string => contextOf("wrap", head.toString("hex"), childId);

interface Ring {
  /** As the file is now: for whatever is written from now on. */
  readonly fresh: () => readonly MasterKey[];
  /** As last read: enough to open what was written before. */
  readonly held: () => readonly MasterKey[];
}

const once = (masters: readonly MasterKey[]): MasterKey[] =>
  masters.filter(({ id }, n) => masters.findIndex((other) => other.id === id) === n);

/** Keys from the command and the environment for good, those of the file read again whenever it changes. */
function openRing(given: readonly MasterKey[], folder: string): Ring {
  let stamp: string | undefined;
  let ring = once(given);
  const fresh = (): readonly MasterKey[] => {
    const now = stampOfMasterFile(folder);
    // a file that is gone takes away nothing: who runs goes on, and the next start says what is missing
    if (now === undefined || now === stamp) return ring;
    ring = once([...given, ...readMasterFile(folder)]);
    stamp = now;
    return ring;
  };
  return { fresh, held: () => ring };
}

async function givenMasters({ env, say, limitMs = 10_000 }: OpenMasters): Promise<MasterKey[]> {
  const command = env["TONGHU_MASTER_KEY_COMMAND"] ?? "";
  const text = env["TONGHU_MASTER_KEY"] ?? "";
  const printed = command === "" ? [] : readGiven(await outputOfCommand(command, { env, say, limitMs }), "_COMMAND");
  return [...printed, ...(text === "" ? [] : readGiven(Buffer.from(text, "utf8"), ""))];
}

/** A source that was named and gives nothing is a mistake, never a reason to make a key. */
function readGiven(text: Buffer, which: string): MasterKey[] {
  const source = `TONGHU_MASTER_KEY${which}`;
  const masters = readMasters(text, source);
  if (masters.length === 0) throw new Problem("crypto.master_malformed", { source, item: 1 }, 500);
  return masters;
}

/**
 * The installation's master keys: those of the command, then of the environment, then of the file; the first is the
 * current one, and all of them open. Only where there is none of the three is a file made.
 * Errors: crypto.master_missing; those of readMasters, readMasterFile, makeMasterFile and outputOfCommand.
 */
export async function openMasters(options: OpenMasters): Promise<MasterKeys> {
  const { folder, mayMake } = options;
  const given = await givenMasters(options);
  if (given.length === 0 && mayMake) makeMasterFile(folder);
  const ring = openRing(given, folder);
  if (ring.fresh().length === 0) throw new Problem("crypto.master_missing", { folder }, 500);
  return masterKeys(ring, options, given.length > 0);
}

function finders(ring: Ring, folder: string): { current: () => MasterKey; find: (id: string) => MasterKey } {
  const current = (): MasterKey => {
    const [first] = ring.fresh();
    if (!first) throw new Problem("crypto.master_missing", { folder }, 500);
    return first;
  };
  const find = (id: string): MasterKey => {
    const isIt = (master: MasterKey): boolean => master.id === id;
    const found = ring.held().find(isIt) ?? ring.fresh().find(isIt);
    if (!found) throw new Problem("crypto.master_unknown", { id }, 500);
    return found;
  };
  return { current, find };
}

function masterKeys(ring: Ring, { suite, folder }: OpenMasters, elsewhere: boolean): MasterKeys {
  const { current, find } = finders(ring, folder);
  const wrap = (key: Key, childId: string): string => {
    const { id, key: master } = current();
    const head = headOf(id);
    const bytes = key.bytes();
    const sealed = suite.seal(master, bytes, contextFor(head, childId));
    bytes.fill(0);
    return Buffer.concat([head, sealed]).toString("base64url");
  };
  const unwrap = (wrapped: string, childId: string): Key => {
    const { head, id, sealed } = unpack(wrapped);
    const bytes = open(find(id).key, sealed, contextFor(head, childId));
    const key = new Key(bytes);
    bytes.fill(0);
    return key;
  };
  const isPresent = ({ id, sealed }: Unpacked): boolean => id === current().id && suite.made(sealed);
  return {
    current: () => current().id,
    ids: () => ring.fresh().map(({ id }) => id),
    wrap,
    unwrap,
    rewrap: (wrapped, childId) => (isPresent(unpack(wrapped)) ? undefined : wrap(unwrap(wrapped, childId), childId)),
    addMaster: () => {
      if (elsewhere) throw new Problem("crypto.master_elsewhere");
      return addMasterToFile(folder);
    },
    dropMaster: (id) => dropMasterFromFile(folder, id, current().id),
  };
}
