import { createContext, useContext } from "react";
import type { Me } from "#capabilities/account/words.ts";

export interface Session {
  readonly me: Me;
  readonly leave: () => void;
  /** Reads anew who is in: after another post was chosen, or something about the account changed. */
  readonly look: () => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** Who is signed in. Errors: used outside the signed-in pages. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession: nobody is signed in here");
  return session;
}

export const useMe = (): Me => useSession().me;

/** Whether the post may do this: a button that would be refused is not shown. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
