import { ageOn } from "#kernel/day.ts";
import { longDay } from "../../ui/dayText.ts";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { type ChildFileData, spanOn, textOf, valueOf } from "./file.ts";

/** Who, with whom and where, at one glance. */
export function FileHead({ file }: { readonly file: ChildFileData }) {
  const birth = valueOf(file, "birthDate");
  const born = typeof birth === "string" ? `${ageOn(birth, file.day)}岁，${longDay(birth)}出生` : "出生日期未登记";
  const guardian = textOf(file, "guardian.name");
  const relation = textOf(file, "guardian.relation");
  const facts = [
    ["证件", [textOf(file, "idKind"), textOf(file, "idNumber")].filter(Boolean).join(" ") || "未登记"],
    ["居住", file.areaPath.slice(-3).join("")],
    ["与谁居住", textOf(file, "residence.with") ?? "未登记"],
    ["监护人", guardian ? `${guardian}${relation ? `（${relation}）` : ""}` : "未登记"],
    ["电话", textOf(file, "guardian.phone") ?? "未登记"],
    ["就学", [textOf(file, "school.state"), textOf(file, "school.name")].filter(Boolean).join("，") || "未登记"],
  ] as const;
  return (
    <section className="card file-head" aria-label="基本情况">
      <div className="file-who">
        <b>{textOf(file, "name")}</b>
        <LevelBadge level={spanOn(file, file.day)?.level} />
        {file.status === "closed" && <span className="mark">已结案</span>}
        <span>
          {textOf(file, "sex") ?? "性别未登记"}，{born}
        </span>
      </div>
      <dl>
        {facts.map(([title, text]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
