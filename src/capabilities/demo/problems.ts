import type { Day } from "#kernel/day.ts";
import { shift } from "./days.ts";
import type { Facts } from "./making.ts";
import type { Random } from "./random.ts";

/** A problem that a visit finds in a family of certain facts, and what is done about it. */
export interface Found {
  readonly title: string;
  readonly solution: string;
  /** Empty: whoever found it. */
  readonly owner: string;
  readonly outcome: string;
}

interface Kind extends Found {
  readonly where: (facts: Facts) => boolean;
}

const holds = (facts: Facts, key: string, value: string): boolean => {
  const held = facts[key];
  return Array.isArray(held) ? (held as readonly string[]).includes(value) : held === value;
};
const always = (): boolean => true;

/** 粤民发〔2024〕32号 五8: problems found on visits, each with a solution and somebody who answers for it. */
const kinds: readonly Kind[] = [
  {
    title: "委托照护书未签订", solution: "联系外出父母，与受委托人签订委托照护书，并书面告知学校和村（居）委会", owner: "",
    outcome: "已签订委托照护书", where: (facts) => facts["carer.name"] !== undefined && facts["carer.agreement"] !== true,
  },
  {
    title: "义务教育阶段未在校就读", solution: "会同学校上门劝返，了解困难并落实资助", owner: "镇教育组",
    outcome: "已返校就读", where: (facts) => holds(facts, "school.state", "dropout") || holds(facts, "school.state", "not_enrolled"),
  },
  {
    title: "未登记户口", solution: "协助监护人备齐材料，到派出所办理户口登记", owner: "派出所户籍民警",
    outcome: "已办理户口登记", where: (facts) => facts["hukou.kind"] === "none",
  },
  {
    title: "未办理居民身份证", solution: "协助监护人到派出所申领居民身份证", owner: "", outcome: "已申领",
    where: (facts) => facts["idKind"] === "none",
  },
  {
    title: "康复救助未申请", solution: "协助向残联申请残疾儿童康复救助", owner: "镇残联专职委员",
    outcome: "已提交申请", where: (facts) => facts["disability.kind"] !== undefined,
  },
  {
    title: "未参加居民医保", solution: "协助办理参保，符合条件的申请资助参保", owner: "村（居）委会",
    outcome: "已参保", where: (facts) => facts["insurance.medical"] === "uninsured",
  },
  {
    title: "失联父母未报警查找", solution: "协助监护人向公安机关报警查找，取得查找情况回执单", owner: "儿童督导员",
    outcome: "公安机关已受理", where: (facts) => holds(facts, "father.status", "lost_contact") || holds(facts, "mother.status", "lost_contact"),
  },
  {
    title: "照护人年老体弱，照护吃力", solution: "联系父母商量更换照护人，安排志愿者每周上门", owner: "",
    outcome: "已由亲属协助照护", where: (facts) => facts["carer.capacity"] !== undefined && facts["carer.capacity"] !== "able",
  },
  {
    title: "家中电线老化", solution: "请村电工检查更换，提醒不私拉乱接", owner: "村（居）委会", outcome: "已更换线路", where: always,
  },
  {
    title: "假期无人看管，常到河边玩耍", solution: "与照护人约定看护，纳入村防溺水巡查重点", owner: "", outcome: "已约定看护", where: always,
  },
  {
    title: "父母久未与孩子联系", solution: "提醒父母每周至少联系一次，下次联系时核实", owner: "", outcome: "父母已恢复每周联系", where: always,
  },
  {
    title: "孩子情绪低落", solution: "请镇社工站做一次心理辅导，并告知班主任留意", owner: "镇社工站", outcome: "已辅导，情绪好转", where: always,
  },
]; // prettier-ignore

/** What a visit to a family of these facts may find: its own troubles before those of any family. */
export function drawProblem(random: Random, facts: Facts): Found {
  const own = kinds.filter((kind) => kind.where !== always && kind.where(facts));
  return random.pick(own.length > 0 && random.chance(0.7) ? own : kinds.filter((kind) => kind.where === always));
}

/** When it shall be done, and when it was: null where it still waits. A problem of long ago has been dealt with. */
export function drawTerm(random: Random, found: Day, today: Day): { due: Day; closed: Day | null } {
  const due = shift(found, random.between(7, 30));
  const closed = shift(found, random.between(2, 34));
  const waits = random.chance(0.12) && found > shift(today, -90);
  return { due, closed: waits || closed > today ? null : closed };
}
