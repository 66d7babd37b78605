import type { ListShown } from "#capabilities/comparison/words.ts";
import { lineNames } from "#capabilities/comparison/zh.ts";
import { Numbers } from "../parts/Numbers.tsx";

const warned: readonly string[] = ["review", "refused"];

/** The figures of one comparison: what changed since the list before stands first, then what its lines are, which adds up. */
export function Counts({ list }: { readonly list: ListShown }) {
  const found = [
    { title: "新发现", count: list.raised, late: list.raised > 0 },
    { title: "仍待核实", count: list.standing },
    { title: "已核实、名单未改", count: list.answered },
    { title: "已一致、撤销", count: list.gone },
  ];
  const lines = (Object.keys(lineNames) as (keyof typeof lineNames)[]).flatMap((key) => {
    const count = list[key];
    return count === null ? [] : [{ title: lineNames[key], count, late: count > 0 && warned.includes(key) }];
  });
  return (
    <>
      <Numbers of={found} />
      <Numbers of={lines} />
    </>
  );
}
