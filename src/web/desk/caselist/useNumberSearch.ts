import { useState } from "react";
import type { CaseLine, LedgerPage } from "#capabilities/caselist/words.ts";
import { call, refusalFrom } from "../app/api.ts";
import { go, linkTo } from "../app/route.ts";
import { isNumber } from "../../ui/personNumber.ts";
import { numberFault } from "./numberSought.ts";

export interface NumberSearch {
  /** What became of the last number; undefined where there is nothing to say. */
  readonly said: string | undefined;
  /** Those whom a number stands for that several share, a telephone of their grandmother's for one. */
  readonly several: readonly CaseLine[];
  /** True where the text was a number, and is being looked for: the file that has it opens. */
  readonly seek: (text: string, found?: () => void) => boolean;
  readonly forget: () => void;
}

const nobody = "本辖区没有这个证件号码或电话的儿童。";

/** Looks for a child by a number, its own or of who looks after it; the number goes in a body, and into no address. */
export function useNumberSearch(): NumberSearch {
  const [said, setSaid] = useState<string>();
  const [several, setSeveral] = useState<readonly CaseLine[]>([]);
  const forget = (): void => {
    setSaid(undefined);
    setSeveral([]);
  };
  const ask = async (number: string, found: () => void): Promise<void> => {
    try {
      const { lines } = await call<LedgerPage>("POST", "/api/caselist/find", { number });
      const [line] = lines;
      setSaid(line ? undefined : nobody);
      setSeveral(lines.length > 1 ? lines : []);
      if (!line || lines.length > 1) return;
      found();
      go(linkTo(`children/${line.childId}`));
    } catch (thrown) {
      setSaid(refusalFrom(thrown).message);
    }
  };
  const seek = (text: string, found: () => void = () => undefined): boolean => {
    if (!isNumber(text)) return false;
    const fault = numberFault(text);
    forget();
    setSaid(fault);
    if (fault === undefined) void ask(text.trim(), found);
    return true;
  };
  return { said, several, seek, forget };
}
