import type { ListShown } from "#capabilities/comparison/words.ts";
import { Numbers } from "../parts/Numbers.tsx";

/** The figures of one comparison; what changed since the list before stands first. */
export function Counts({ list }: { readonly list: ListShown }) {
  const all = [
    { title: "新发现", count: list.raised, late: list.raised > 0 },
    { title: "仍待核实", count: list.standing },
    { title: "已核实、名单未改", count: list.answered },
    { title: "已一致、撤销", count: list.gone },
    { title: "待确认是否同一人", count: list.review, late: list.review > 0 },
    { title: "无法读取", count: list.refused, late: list.refused > 0 },
    { title: "与台账对上", count: list.matched },
    { title: "读取行数", count: list.read },
  ];
  return <Numbers of={all} />;
}
