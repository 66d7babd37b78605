import { Select } from "antd";
import { useLoad } from "../app/load.ts";
import { useMe } from "../app/session.ts";
import { UnreadWord } from "../parts/states.tsx";
import { useAreaPaths } from "./names.ts";

interface Node {
  readonly code: string;
  readonly name: string;
}

/** The codes from the post's own area down to the chosen one. */
export function trailOf(own: string, chosen: string): string[] {
  const widths = [2, 4, 6, 9, 12].filter((width) => width > own.length && width <= chosen.length);
  return [own, ...widths.map((width) => chosen.slice(0, width))];
}

interface TrailProps {
  readonly area: string | undefined;
  readonly choose: (area: string | undefined) => void;
}

function Step({
  above,
  chosen,
  choose,
}: {
  readonly above: string;
  readonly chosen: string | undefined;
  readonly choose: (code: string | undefined) => void;
}) {
  const lower = useLoad<Node[]>(`/api/area/units/${above}/children`);
  if (lower.data?.length === 0) return null;
  if (lower.refusal && lower.data === undefined) return <UnreadWord of={lower} what="下级地区" />;
  const options = (lower.data ?? []).map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Select
      className="area-step"
      aria-label="下级地区"
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      placeholder="全部下级"
      loading={lower.loading}
      options={options}
      value={lower.data ? (chosen ?? null) : null}
      onChange={(code: string | null | undefined) => choose(code ?? undefined)}
    />
  );
}

/** Narrows a list to a lower area, one level after the other; never outside the post's own. */
export function AreaTrail({ area, choose }: TrailProps) {
  const { area: own, areaPath } = useMe();
  const trail = trailOf(own, area ?? own);
  const pathOf = useAreaPaths(trail.slice(1));
  const named = areaPath.at(-1) ?? pathOf(own).at(-1);
  return (
    <fieldset className="area-trail" aria-label="地区">
      <span className="area-own">{named}</span>
      {trail.map((above, i) =>
        above.length < 12 ? (
          <Step
            key={above}
            above={above}
            chosen={trail[i + 1]}
            choose={(code) => choose(code ?? (i === 0 ? undefined : above))}
          />
        ) : null,
      )}
    </fieldset>
  );
}
