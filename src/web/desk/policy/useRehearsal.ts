import { useCallback, useEffect, useState } from "react";
import type { OwnRehearsal, RehearsalShown } from "#capabilities/policy/words.ts";
import { call, type Refusal, Refusal as Refused, refusalFrom } from "../app/api.ts";

interface State {
  /** undefined: not asked yet. */
  readonly rehearsal: RehearsalShown | null | undefined;
  readonly refusal: Refusal | undefined;
  readonly sending: boolean;
}

const EVERY = 1000;
const PATH = "/api/policy/rehearsal";
/** What the server takes (src/capabilities/policy/rehearsalWords.ts): a longer file is not sent at all. */
const MOST_BYTES = 900_000;

async function textOf(file: File): Promise<string> {
  if (file.size > MOST_BYTES) throw new Refused("policy.too_long", "文件太大：政策包应当是一个 pack.yaml 文件。", 0);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new Refused("policy.not_utf8", "这个文件不是 UTF-8 文字，请另存为 UTF-8 编码的 pack.yaml。", 0);
  }
}

/** The person's own rehearsal: there after a reload, asked for while it runs. */
export function useRehearsal(): State & {
  readonly begin: (file: File) => void;
  readonly drop: () => void;
  readonly reload: () => void;
} {
  const [state, setState] = useState<State>({ rehearsal: undefined, refusal: undefined, sending: false });
  const ask = useCallback(async (): Promise<void> => {
    try {
      const { rehearsal } = await call<OwnRehearsal>("GET", PATH);
      setState((now) => ({ ...now, rehearsal, refusal: undefined }));
    } catch (thrown) {
      // another object with the same content: asked again in a moment
      setState((now) => ({ ...now, rehearsal: now.rehearsal && { ...now.rehearsal }, refusal: refusalFrom(thrown) }));
    }
  }, []);
  const { rehearsal } = state;
  useEffect(() => {
    if (rehearsal !== undefined && rehearsal?.status !== "running") return undefined;
    const timer = setTimeout(() => void ask(), rehearsal === undefined ? 0 : EVERY);
    return () => clearTimeout(timer);
  }, [rehearsal, ask]);
  const begin = useCallback((file: File): void => {
    setState((now) => ({ ...now, refusal: undefined, sending: true }));
    textOf(file)
      .then((pack) => call<RehearsalShown>("POST", PATH, { name: file.name, pack }))
      .then(
        (begun) => setState({ rehearsal: begun, refusal: undefined, sending: false }),
        (thrown: unknown) => setState((now) => ({ ...now, refusal: refusalFrom(thrown), sending: false })),
      );
  }, []);
  const drop = useCallback((): void => {
    call("DELETE", PATH).then(ask, (thrown: unknown) => setState((now) => ({ ...now, refusal: refusalFrom(thrown) })));
  }, [ask]);
  return { ...state, begin, drop, reload: () => void ask() };
}
