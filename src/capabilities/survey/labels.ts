/*
 * Words as people type them: half and full width, with and without brackets, spaces and asterisks. What is compared is
 * what is left of both sides.
 */

const decoration = /[\s\p{Cf}*＊★:：、，,。.；;·/\\\-—_"'“”‘’()（）[\]【】《》<>?？!！]/gu;

/** A header or a choice without its decoration: "*出生日期（年/月/日）" becomes "出生日期年月日". Long texts are cut: no header is longer. */
export const plainLabel = (text: string): string =>
  text.slice(0, 200).normalize("NFKC").replace(decoration, "").toLowerCase();

/** A header without what stands in brackets, and without a leading number: "3.出生日期（公历）" becomes "出生日期". */
export const bareLabel = (text: string): string =>
  plainLabel(
    text
      .slice(0, 200)
      .normalize("NFKC")
      .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/g, "")
      .replace(/^\s*\d{1,3}\s*[.、)]?\s*(?=\D)/, ""),
  );

/** Bool columns: yes and no in the ways they are ticked. */
export const boolWords: ReadonlyMap<string, boolean> = new Map([
  ...["是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "1", "已签", "已签订", "寄宿", "住校"].map((word) => [word, true] as const),
  ...["否", "无", "没有", "×", "✗", "n", "no", "false", "0", "未签", "未签订", "走读", "不寄宿"].map((word) => [word, false] as const),
]); // prettier-ignore
