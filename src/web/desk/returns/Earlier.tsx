import { Select } from "antd";
import type { Day } from "#kernel/day.ts";
import { longDay } from "../../ui/dayText.ts";
import { useMe } from "../app/session.ts";
import { DayInput } from "../parts/DayInput.tsx";
import { earlierDay } from "./earlierFigures.ts";

/** What it was and by how much it differs, in words for whoever hears it; a line that the earlier table did not have has none. */
export function Beside({ of, count }: { readonly of: number | undefined; readonly count: number }) {
  if (of === undefined)
    return (
      <>
        <td className="count muted screen-only">无此项</td>
        <td className="count screen-only">{"\u00a0"}</td>
      </>
    );
  const more = count - of;
  return (
    <>
      <td className="count screen-only">{of}</td>
      <td className="count screen-only">{more === 0 ? "持平" : more > 0 ? `增 ${more}` : `减 ${-more}`}</td>
    </>
  );
}

interface ChoiceProps {
  readonly dues: readonly Day[];
  readonly asOf: Day;
  readonly with: string | undefined;
  readonly choose: (day: Day | undefined) => void;
}

/** Against which earlier day: the last period, or one that is picked. */
export function EarlierChoice({ dues, asOf, with: chosen, choose }: ChoiceProps) {
  const { today } = useMe();
  const usual = earlierDay(dues, asOf);
  const days = [...new Set([usual, ...dues.filter((due) => due < asOf), ...(chosen === undefined ? [] : [chosen])])];
  return (
    <span className="as-of">
      <span>对照</span>
      <Select
        className="filter-wide"
        aria-label="与哪一天的数字对照"
        value={chosen ?? ""}
        options={[
          { value: "", label: "不对照" },
          ...days.toSorted().toReversed().map((day) => ({ value: day, label: day === usual ? `上期（${longDay(day)}）` : longDay(day) })),
        ]}
        onChange={(day: string) => choose(day === "" ? undefined : day)}
      />
      {chosen !== undefined && (
        <DayInput
          label="对照的数据时点"
          value={chosen}
          onChange={(day) => {
            if (day !== null && day < asOf && day <= today) choose(day);
          }}
        />
      )}
    </span>
  );
} // prettier-ignore
