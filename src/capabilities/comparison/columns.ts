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

const lineOf = (fact: string): ColumnLine => surveyLines.find((line) => line.fact === fact) ?? { fact };

/** The columns of a kind of list: those of the survey, by their names and by those that departments use. */
export const columnsOf = (item: Pick<ComparisonItem, "columns">): readonly SurveyColumn[] =>
  compileColumns(
    item.columns.map((fact) => {
      const line = lineOf(fact);
      return { ...line, required: fact === "name", rare: false, also: [...(line.also ?? []), ...(also[fact] ?? [])] };
    }),
  );
