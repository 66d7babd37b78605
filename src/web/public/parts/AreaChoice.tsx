/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import type { PublicArea } from "#capabilities/concern/words.ts";
import { useAnswer } from "../app/useAnswer.ts";
import { Select } from "./Field.tsx";

const labels: Readonly<Record<string, string>> = {
  province: "省",
  prefecture: "市",
  county: "县（市、区）",
  township: "乡镇（街道）",
  village: "村（社区）",
};

interface LevelProps {
  readonly under: PublicArea | undefined;
  /** A village and nothing above it. */
  readonly village: boolean;
  readonly choose: (area: PublicArea | undefined) => void;
}

/** One list, and what lies below the chosen one. Where there is one choice alone it is made. */
function Level({ under, village, choose }: LevelProps) {
  const [turn, setTurn] = useState(0);
  const [chosen, setChosen] = useState<PublicArea>();
  const answer = useAnswer<readonly PublicArea[]>(`/api/concern/public/areas/${under?.code ?? "0"}`, turn);
  const areas = answer?.kind === "ok" ? answer.body : [];
  const pick = (area: PublicArea | undefined): void => {
    setChosen(area);
    choose(area ?? under);
  };
  const only = areas.length === 1 && areas[0]?.level !== "village" ? areas[0] : undefined;
  useEffect(() => {
    if (only && !chosen) pick(only);
  });
  if (!answer) return <p class="soft">正在读取地区……</p>;
  if (answer.kind !== "ok")
    return (
      <p role="alert">
        连不上服务器，读不到地区。{" "}
        <button type="button" class="btn" onClick={() => setTurn(turn + 1)}>
          再读一次
        </button>
      </p>
    );
  const [first] = areas;
  if (!first) return under ? null : <p role="alert">这里还没有人在网上接收，请打电话。</p>;
  return (
    <>
      <Select
        label={labels[first.level] ?? "地区"}
        value={chosen?.code ?? ""}
        empty={under?.whole && !village ? "不知道" : "请选择"}
        options={areas.map(({ code, name }) => ({ value: code, word: name }))}
        onChange={(code) => pick(areas.find((area) => area.code === code))}
      />
      {chosen && chosen.level !== "village" && <Level key={chosen.code} under={chosen} village={village} choose={choose} />}
    </>
  );
} // prettier-ignore

/** Where, from the province down; what is chosen last counts, as far as somebody there reads what is sent. */
export const AreaChoice = ({ village = false, choose }: { readonly village?: boolean; readonly choose: (area: string | null) => void }) => (
  <Level
    under={undefined}
    village={village}
    choose={(area) => choose(area?.whole && (!village || area.level === "village") ? area.code : null)}
  />
); // prettier-ignore
