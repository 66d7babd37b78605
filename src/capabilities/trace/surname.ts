/** Surnames of two characters that are borne today; any other Chinese name begins with one of one. */
const double = new Set(
  "欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 长孙 宇文 端木 南宫 独孤 轩辕 闻人 赫连 澹台 太史 申屠 淳于 单于 呼延 钟离 万俟 濮阳 公冶 宗政 拓跋 百里 东郭 西门 第五".split(
    " ",
  ),
);

/** The surname of a Chinese name; "" for a name in another script or with a dot between its parts, where it is not told. */
export function surnameOf(name: string): string {
  const characters = Array.from(name.trim());
  if (
    characters.length < 2 ||
    characters.includes("·") ||
    !characters.slice(0, 2).every((c) => /\p{Script=Han}/u.test(c))
  )
    return "";
  const two = characters.slice(0, 2).join("");
  return characters.length > 2 && double.has(two) ? two : (characters[0] ?? "");
}
