import { Button } from "antd";
import { useId, useState } from "react";
import type { LevelChanges } from "#capabilities/grade/words.ts";
import { factByKey } from "#capabilities/registry/facts.ts";
import { useLoad } from "../app/load.ts";
import { useReread } from "../app/useReread.ts";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { Show } from "../parts/states.tsx";
import { type Pack, usePolicy } from "../policy/policy.ts";
import { factLabels, valueText } from "./file.ts";

type Change = LevelChanges["changes"][number];

const hows = { is: "", add: "增加", remove: "去掉" } as const;

/** 监护情况：无人监护、委托他人. */
function factText(fact: string, changes: readonly Change[]): string {
  const said = changes.map(({ how, value }) => `${hows[how]}${valueText(fact, value, String)}`);
  return `${factLabels([fact])[0] ?? ""}：${said.join("、")}`;
}

interface Turn {
  readonly level: string | null;
  readonly lines: readonly string[];
}

/** By the level that would come, the highest first; none at the end. */
export function turnsOf({ changes }: Pick<LevelChanges, "changes">, pack: Pick<Pack, "levels">): Turn[] {
  const order = [...pack.levels.map(({ id }) => id), null];
  return order.flatMap((level) => {
    const those = changes.filter((one) => one.level === level && factByKey.has(one.fact));
    const facts = [...new Set(those.map(({ fact }) => fact))];
    const lines = facts.map((fact) => factText(fact, those.filter((one) => one.fact === fact))); // prettier-ignore
    return lines.length === 0 ? [] : [{ level, lines }];
  });
}

function Turns({ found }: { readonly found: LevelChanges }) {
  const pack = usePolicy();
  const turns = turnsOf(found, pack);
  const rank = (level: string | null): number => (level === null ? pack.levels.length : pack.levels.findIndex(({ id }) => id === level));
  const falls = turns.some(({ level }) => rank(level) > rank(found.level));
  return (
    <>
      <ul className="turns">
        {turns.map(({ level, lines }) => (
          <li key={level ?? ""}>
            {level === null ? <b>不再定级</b> : <LevelBadge level={level} />}
            <p>{lines.join("；")}</p>
          </li>
        ))}
      </ul>
      {!falls && found.level !== null && (
        <p className="muted">没有哪一项信息单独改变就能降低等级：要同时改变几项，或者随时间变化。</p>
      )}
      <p className="muted">一次只改一项，按规则推算；评估确认的等级不在其内。</p>
    </>
  );
} // prettier-ignore

/** What would change the level: asked for when it is opened, since each look at a file is kept. */
export function LevelTurns({ childId, seq }: { readonly childId: string; readonly seq: number }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const found = useLoad<LevelChanges>(open ? `/api/grade/children/${childId}/changes` : undefined);
  const [first] = useState(seq);
  useReread(seq - first, found);
  return (
    <div className="level-turns">
      <Button type="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? "收起" : "哪些信息改变，等级会变"}
      </Button>
      <div id={id} aria-live="polite">
        {open && <Show of={found}>{(changes) => <Turns found={changes} />}</Show>}
      </div>
    </div>
  );
}
