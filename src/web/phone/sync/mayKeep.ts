import type { Me } from "#capabilities/account/words.ts";
import { canKeep } from "./vault.ts";

/** Digits of a village's code. */
const VILLAGE = 12;

/** Who may keep a village on this phone: its director, on a phone that the supervisor knows of, or among made-up people. */
export const mayKeep = (me: Me): boolean =>
  canKeep() && me.post === "director" && me.area.length === VILLAGE && (me.device !== null || me.synthetic);
