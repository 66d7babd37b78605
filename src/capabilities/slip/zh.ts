export const problems: Readonly<Record<string, string>> = {
  "slip.unknown": "这不是从本页下载的表，或者表头被改动。请重新下载后填写。",
  "slip.line_unsigned":
    "这一行的校验码和姓名、事项对不上：排序或粘贴时没有带上校验码一列，或者被改动、被删去，或者是别的部门的表。请重新下载后填写。",
  "slip.too_many_lines": "填好的行太多：一次最多交回 {most} 行。一行也没有办理，请分成几份交回。",
  "slip.too_many_rows": "表太长：最多 {most} 行。一行也没有办理，请删去没有填的行，或者分成几份交回。",
};
