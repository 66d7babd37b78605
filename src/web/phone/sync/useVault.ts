import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { get } from "../server.ts";
import type { Me } from "#capabilities/account/words.ts";
import type { Session } from "../session.ts";
import { Fetched } from "../parts/fetching.ts";
import { eraseAll } from "./database.ts";
import type { Gone } from "./farewell.ts";
import type { Keep } from "./keep.ts";
import type { Meetings } from "./meeting.ts";
import { dropKeep, takeUp } from "./open.ts";
import type { Met } from "./sending.ts";
import { findLock, type Lock, makeVault } from "./vault.ts";

/** What this phone keeps, as the pages see it. */
export type VaultState =
  | { readonly kind: "looking" }
  /** Nothing is kept: the phone works online. */
  | { readonly kind: "none" }
  /** `lacks`: the PIN was right, and a file of the pages could not be had. */
  | { readonly kind: "locked"; readonly lock: Lock; readonly lacks?: true }
  | { readonly kind: "open"; readonly keep: Keep }
  /** This phone's work is over, and everything on it is erased. */
  | { readonly kind: "gone"; readonly gone: Gone }
  /** Another page of this browser has it open. */
  | { readonly kind: "elsewhere" };

export interface Vault {
  readonly state: VaultState;
  readonly met: Met;
  readonly meet: () => void;
  readonly unlocked: (key: CryptoKey) => void;
  readonly make: (session: Session, pin: string) => Promise<void>;
  readonly lock: () => void;
  /** Asks whether this phone's work is over, and leaves if it is. `locked`: its key is destroyed. */
  readonly part: (locked: boolean) => Promise<void>;
  /** Everything that was kept goes. */
  readonly erase: () => Promise<void>;
}

/** Asked before anything is drawn (main.tsx), and taken once. */
let lookedEarly: ReturnType<typeof findLock> | undefined;
export function lookEarly(): void {
  lookedEarly = findLock();
  lookedEarly.catch(() => undefined);
}

const keeping = new Fetched(() => import("./keeping.ts"));

const NAME = "tonghu.keep";

/** The session has ended, or the phone was taken out of use: then what waits is saved first. */
const mayBeOver = (met: Met): boolean =>
  met.kind === "out" ||
  (met.kind === "refused" && (met.code === "account.device_revoked" || met.code === "sync.other_village"));

/** One page at a time writes: the lock is held until the page goes. False where another page has it. */
function holdAlone(): Promise<boolean> {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- missing in the WebViews of older phones
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(NAME, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => undefined);
    });
  });
}

/** The person and the policy as the server has them now; another person's session is not taken for the owner's. */
async function refresh(keep: Keep): Promise<void> {
  const me = await get<Me>("/api/account/me");
  if (
    me.kind !== "ok" ||
    me.body.personId !== keep.standing?.me.personId ||
    me.body.area !== keep.standing.me.area ||
    me.body.needs.length > 0
  )
    return;
  const policy = await get<Session["policy"]>("/api/policy/current");
  if (policy.kind === "ok") await keep.stand({ me: me.body, policy: policy.body });
}

export function useVault(): Vault {
  const [state, setState] = useState<VaultState>({ kind: "looking" });
  const [met, setMet] = useState<Met>({ kind: "never" });
  const meetingsRef = useRef<Meetings | undefined>(undefined);
  const heldRef = useRef(false);

  const look = useCallback(async (lacks = false): Promise<void> => {
    const lock = await (lookedEarly ?? findLock()).catch(() => undefined);
    lookedEarly = undefined;
    setState(lock ? { kind: "locked", lock, ...(lacks && { lacks }) } : { kind: "none" });
  }, []);
  useLayoutEffect(() => void look(), [look]);

  /** Leaves, where this phone's work is over; needs no PIN. */
  const part = useCallback(async (locked: boolean): Promise<void> => {
    const gone = await keeping
      .have()
      .then(({ farewell }) => farewell(locked))
      .catch(() => undefined);
    if (!gone) return;
    meetingsRef.current?.end();
    dropKeep();
    setState({ kind: "gone", gone });
  }, []);

  const begin = useCallback(
    async (keep: Keep): Promise<void> => {
      const [{ Meetings }] = await Promise.all([keeping.must(), takeUp(keep)]);
      const meetings = new Meetings(keep, (next) => {
        setMet(next);
        if (mayBeOver(next)) void part(false);
        if (next.kind === "met") void refresh(keep).catch(() => undefined);
      });
      meetingsRef.current = meetings;
      let unsent = keep.unsent;
      keep.watch(() => {
        if (keep.unsent > unsent) meetings.meet();
        unsent = keep.unsent;
      });
      setState({ kind: "open", keep });
      meetings.meet();
    },
    [part],
  );

  const alone = useCallback(async (): Promise<boolean> => {
    heldRef.current ||= await holdAlone();
    if (!heldRef.current) setState({ kind: "elsewhere" });
    return heldRef.current;
  }, []);

  const unlocked = useCallback(
    (key: CryptoKey): void => {
      const open = async (): Promise<void> => {
        if (await alone()) await begin(await (await keeping.must()).Keep.open(key));
      };
      // a file of the pages that cannot be had just now: asked for the PIN again, rather than waiting for ever
      open().catch(() => void look(!keeping.here));
    },
    [alone, begin, look],
  );

  const make = useCallback(
    async ({ me, policy }: Session, pin: string): Promise<void> => {
      if (!(await alone())) return;
      const { Keep } = await keeping.must(); // before what an earlier one had sealed goes
      const key = await makeVault({ personId: me.personId, name: me.name, area: me.area }, pin);
      const keep = await Keep.open(key);
      await keep.stand({ me, policy });
      // a no is lived with: the browser may then clear what it likes when the disk is full
      void navigator.storage?.persist?.().catch(() => false);
      await begin(keep);
    },
    [alone, begin],
  );

  const end = useCallback((): void => {
    meetingsRef.current?.end();
    meetingsRef.current = undefined;
    dropKeep();
    setMet({ kind: "never" });
  }, []);
  const lock = useCallback((): void => {
    end();
    void look();
  }, [end, look]);
  const erase = useCallback(async (): Promise<void> => {
    end();
    await eraseAll();
    setState({ kind: "none" });
  }, [end]);

  useEffect(() => {
    const meet = (): void => {
      if (document.visibilityState === "visible") meetingsRef.current?.afresh();
    };
    addEventListener("online", meet);
    document.addEventListener("visibilitychange", meet);
    return () => {
      removeEventListener("online", meet);
      document.removeEventListener("visibilitychange", meet);
    };
  }, []);

  const meet = useCallback(() => meetingsRef.current?.afresh(), []);
  return useMemo(
    () => ({ state, met, meet, unlocked, make, lock, part, erase }),
    [state, met, meet, unlocked, make, lock, part, erase],
  );
}
