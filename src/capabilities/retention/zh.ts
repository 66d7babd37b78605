import { type FloorKey, floors } from "./floors.ts";
import { recordKinds, type Rules } from "./rules.ts";
import type { ShownRules } from "./words.ts";

export const problems: Readonly<Record<string, string>> = {
  "retention.below_floor": "保存期限设置 {kind} 的 {keep} 短于法定下限 {floor}（{clause}）。",
  "retention.rules_invalid": "保存期限设置文件有误：{path}。",
  "retention.file_sealed": "这份档案已经封存。确需查看的，请写明用途和原因后打开。",
  "retention.already_sealed": "这份档案已经封存。",
  "retention.not_sealed": "这份档案没有封存。",
  "retention.not_closed": "档案结案以后才能封存。",
  "retention.tasks_open": "还有 {count} 件任务没有办结，办结以后才能封存。",
  "retention.permanent": "“{kind}”永久保存，不能删除。",
  "retention.not_due": "保存期限未满，{due} 以后才能删除；在此之前只封存、不作其他处理。",
  "retention.already_proposed": "已经有人提出删除，请由另一人确认或撤回。",
  "retention.not_proposed": "还没有人提出删除这份档案。",
  "retention.same_person": "提出删除的人不能自己确认，须由另一人办理。",
  "retention.erasure_unavailable": "本系统尚未启用按人销毁密钥，暂不能删除档案。",
  "retention.nothing_to_erase": "没有待执行的删除。",
};

export const history: Readonly<Record<string, string>> = {
  "retention.sealed": "封存档案",
  "retention.unsealed": "解除封存",
  "retention.opened": "打开封存的档案",
  "retention.deletion_proposed": "提出删除",
  "retention.deletion_withdrawn": "撤回删除",
  "retention.deletion_confirmed": "确认删除",
};

const units = { days: "天", months: "个月", years: "年" } as const;

/** "30 years" as people say it. */
export function termText(term: string): string {
  if (term === "permanent") return "永久";
  const [n = "", unit = ""] = term.split(" ");
  const months = unit === "months" ? Number(n) : 0;
  if (months > 0 && months % 12 === 0) return `${months / 12} 年`;
  return `${n} ${units[unit as keyof typeof units]}`;
}

const shown = (key: FloorKey, title: string, keep: string, clause: string): ShownRules["rules"][number] => {
  const { least, clause: floorClause } = floors[key];
  return { id: key, title, keep: termText(keep), clause, floor: termText(`${least.n} ${least.unit}`), floorClause };
};

/** The rules with their floors, as the page and the reports show them. */
export const shownRules = (rules: Rules): ShownRules => ({
  rules: [
    ...rules.files.map(({ id, title, keep, clause }) => shown(`files.${id}`, title, keep, clause)),
    ...recordKinds.map((kind) => {
      const { title, keep, clause } = rules.records[kind];
      return shown(`records.${kind}`, title, keep, clause);
    }),
  ],
  waiting: termText(rules.waiting.before_deletion),
  waitingClause: rules.waiting.clause,
});
