import { everyText } from "../../ui/spanText.ts";
import { type Level, visitName } from "./policy.ts";

/** 每月联系，每三个月入户走访. */
export const rhythmText = (level: Level | undefined): string =>
  (level?.rhythms ?? []).map(({ kind, every }) => `${everyText(every)}${visitName(kind)}`).join("，");
