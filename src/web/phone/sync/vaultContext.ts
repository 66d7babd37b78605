import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Keep } from "./keep.ts";
import type { Vault } from "./useVault.ts";

export const VaultContext = createContext<Vault | null>(null);

export function useVaultHere(): Vault {
  const vault = useContext(VaultContext);
  if (!vault) throw new Error("no vault above this page");
  return vault;
}

/** The open keep, followed: whoever shows something of it shows it as it stands. */
export function useKeepHere(): Keep | undefined {
  const { state } = useVaultHere();
  const keep = state.kind === "open" ? state.keep : undefined;
  const [, setRound] = useState(0);
  useEffect(() => keep?.watch(() => setRound((n) => n + 1)), [keep]);
  return keep;
}
