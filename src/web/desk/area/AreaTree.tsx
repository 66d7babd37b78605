import { useState } from "react";
import type { AreaNode } from "#capabilities/area/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { Empty, Show } from "../parts/states.tsx";
import { useAreaPaths } from "./names.ts";

interface TreeProps {
  readonly own: string;
  readonly chosen: string;
  readonly day: string | undefined;
  readonly linkOf: (code: string) => string;
}

function Unit({ unit, ...tree }: TreeProps & { readonly unit: Pick<AreaNode, "code" | "name" | "hasChildren"> }) {
  const { code, name, hasChildren } = unit;
  // the way down to the chosen unit stands open
  const [open, setOpen] = useState(code === tree.own || (tree.chosen.startsWith(code) && tree.chosen !== code));
  return (
    <li>
      <div className={code === tree.chosen ? "area-unit area-chosen" : "area-unit"}>
        {hasChildren ? (
          <button type="button" aria-expanded={open} aria-label={`${name}的下级`} onClick={() => setOpen(!open)}>
            <span aria-hidden="true">{open ? "▾" : "▸"}</span>
          </button>
        ) : (
          <span className="area-leaf" aria-hidden="true" />
        )}
        <a href={tree.linkOf(code)} aria-current={code === tree.chosen ? "true" : undefined}>
          {name}
        </a>
      </div>
      {open && hasChildren && <Below code={code} {...tree} />}
    </li>
  );
}

function Below({ code, ...tree }: TreeProps & { readonly code: string }) {
  const below = useLoad<AreaNode[]>(address(`/api/area/units/${code}/children`, { day: tree.day }));
  return (
    <Show of={below} lines={2}>
      {(units) =>
        units.length === 0 ? (
          <Empty>这一天没有下级区划。</Empty>
        ) : (
          <ul>
            {units.map((unit) => (
              <Unit key={unit.code} unit={unit} {...tree} />
            ))}
          </ul>
        )
      }
    </Show>
  );
}

/** The units below one's own area, opened step by step. */
export function AreaTree(tree: TreeProps) {
  const pathOf = useAreaPaths([tree.own]);
  const name = pathOf(tree.own).at(-1) ?? "";
  return (
    <ul className="area-tree" aria-label="区划树">
      <Unit unit={{ code: tree.own, name, hasChildren: tree.own.length < 12 }} {...tree} />
    </ul>
  );
}
