import { useState } from "react";
import type { LedgerPage } from "#capabilities/caselist/words.ts";
import { call, refusalFrom } from "../app/api.ts";
import { go, linkTo } from "../app/route.ts";
import { isNumber } from "../../ui/personNumber.ts";
import { numberFault } from "./numberSought.ts";

export interface NumberSearch {
  /** What became of the last number; undefined where there is nothing to say. */
  readonly said: string | undefined;
  /** True where the text was a number, and is being looked for: the file that has it opens. */
  readonly seek: (text: string, found?: () => void) => boolean;
  readonly forget: () => void;
}

const nobody = "本辖区没有这个证件号码的儿童。";

/** Looks for a child by id number; the number goes in a body, and into no address. */
export function useNumberSearch(): NumberSearch {
  const [said, setSaid] = useState<string>();
  const ask = async (number: string, found: () => void): Promise<void> => {
    try {
      const { lines } = await call<LedgerPage>("POST", "/api/caselist/find", { number });
      const [line] = lines;
      setSaid(line ? undefined : nobody);
      if (!line) return;
      found();
      go(linkTo(`children/${line.childId}`));
    } catch (thrown) {
      setSaid(refusalFrom(thrown).message);
    }
  };
  const seek = (text: string, found: () => void = () => undefined): boolean => {
    if (!isNumber(text)) return false;
    const fault = numberFault(text);
    setSaid(fault);
    if (fault === undefined) void ask(text.trim(), found);
    return true;
  };
  return { said, seek, forget: () => setSaid(undefined) };
}
