import { Select } from "antd";
import { useState } from "react";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import { type Companion, MOST_OTHERS } from "#capabilities/conference/words.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { noneFound, Unread } from "../parts/states.tsx";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";

interface CompanionsProps {
  readonly id: string;
  readonly childId: string;
  /** Who is at the meeting already. */
  readonly without?: readonly string[];
  readonly most?: number;
  readonly value: readonly Companion[];
  readonly onChange: (value: Companion[]) => void;
}

/** Further children of one's own area: those in the care of the same people first, any other by name. */
export function Companions({ id, childId, without = [], most = MOST_OTHERS, value, onChange }: CompanionsProps) {
  const me = useMe();
  const [typed, setTyped] = useState("");
  const sought = typed.trim().length < 2 ? "" : typed.trim(); // a name has two signs at least
  const company = useLoad<Companion[]>(`/api/conference/children/${childId}/company`);
  const close = company.data ?? [];
  const found = useLoad<{ readonly lines: readonly CaseLine[] }>(
    sought === "" ? undefined : address("/api/caselist/children", { name: sought, limit: 10 }),
  );
  const held = new Set([childId, ...without, ...close.map((one) => one.childId)]);
  const others = [...value.filter((one) => !held.has(one.childId)), ...(sought === "" ? [] : (found.data?.lines ?? []).filter((line) => line.open))];
  const unique = [...new Map(others.filter((one) => !held.has(one.childId)).map((one) => [one.childId, one])).values()];
  const near = close.filter((one) => !without.includes(one.childId) && (typed === "" || one.name.includes(typed.trim())));
  const pathOf = useAreaPaths([...near, ...unique].map(({ area }) => area));
  const optionOf = ({ childId: child, name, area }: Companion) => ({ value: child, label: `${name}　${placeText(pathOf(area), me.area)}` });
  const known = new Map([...value, ...close, ...unique].map((one) => [one.childId, one]));
  const options = [
    ...(near.length > 0 ? [{ label: "由同样的人照护", options: near.map(optionOf) }] : []),
    ...(unique.length > 0 ? [{ label: "按姓名找到", options: unique.map(optionOf) }] : []),
  ];
  return (
    <>
    <Unread of={company} what="由同样的人照护的儿童" />
    <Select
      id={id}
      mode="multiple"
      showSearch={{ filterOption: false, onSearch: setTyped }}
      maxCount={most}
      placeholder={near.length > 0 ? "选择，或者输入姓名查找" : "输入姓名查找"}
      notFoundContent={sought === "" ? "输入姓名查找" : noneFound(found, "本辖区没有找到这个姓名的儿童")}
      options={options}
      value={value.map((one) => one.childId)}
      onSelect={() => most === 1 && document.activeElement instanceof HTMLElement && document.activeElement.blur()}
      onChange={(ids: string[]) =>
        onChange(ids.flatMap((one) => {
          const child = known.get(one);
          return child ? [{ childId: child.childId, name: child.name, area: child.area }] : [];
        }))
      }
    />
    </>
  );
} // prettier-ignore
