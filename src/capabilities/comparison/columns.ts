import type { ComparisonItem } from "#capabilities/policy/index.ts";
import { type ColumnLine, compileColumns, type SurveyColumn, surveyLines } from "#capabilities/survey/index.ts";

/** How departments call what the survey has a word of its own for. */
const also: Readonly<Record<string, readonly string[]>> = {
  name: ["姓名", "学生", "参保人姓名", "残疾人姓名", "对象姓名", "人员姓名"],
  idNumber: ["证件号码", "身份证件号", "身份证件号码", "学生身份证号", "参保人身份证号", "居民身份证号", "身份证号"],
  village: [
    "村居",
    "村（社区）名称",
    "户籍村",
    "住址村居",
    "所属村居",
    "乡镇村居",
    "所属社区",
    "住址",
    "地址",
    "家庭住址",
  ],
  "guardian.name": ["家长", "家长姓名", "监护人", "联系人", "户主", "户主姓名"],
  "guardian.phone": ["联系电话", "电话", "手机号", "手机号码", "家长电话", "家长联系电话"],
  "guardian.idNumber": ["户主身份证号", "家长身份证号"],
  "school.name": ["学校", "学校名称", "就读学校", "原就读学校"],
  "disability.certificate": ["残疾证号", "残疾人证号", "证号"],
};

/** Of a parents' list: read as the father's, and given to whichever parent the line is about (parents.ts). */
const ofParent: Readonly<Record<string, { readonly header: string; readonly also: readonly string[] }>> = {
  "parent.custody.since": {
    header: "起始日期",
    also: ["刑期起日", "刑期起始日期", "入所日期", "收监日期", "拘留日期"],
  },
  "parent.custody.until": {
    header: "届满日期",
    also: ["刑期止日", "刑期届满日期", "释放日期", "解除日期", "出所日期"],
  },
  "parent.away.since": { header: "外出务工起始日期", also: ["外出日期", "外出时间", "务工起始日期", "转移就业日期"] },
  "parent.lostContact.since": { header: "失去联系起始日期", also: ["失联日期", "失联起始日期", "报警受理日期"] },
};

const parentLine = (fact: string): ColumnLine => ({ ...ofParent[fact], fact: `father${fact.slice("parent".length)}` });

const lineOf = (fact: string): ColumnLine => surveyLines.find((line) => line.fact === fact) ?? { fact };

/** The columns of a kind of list: those of the survey, by their names and by those that departments use. */
export const columnsOf = (item: Pick<ComparisonItem, "columns">): readonly SurveyColumn[] =>
  compileColumns(
    item.columns.map((fact) => {
      if (fact.startsWith("parent.")) return { ...parentLine(fact), required: false, rare: false };
      const line = lineOf(fact);
      return { ...line, required: fact === "name", rare: false, also: [...(line.also ?? []), ...(also[fact] ?? [])] };
    }),
  );
