import { Converter } from "opencc-js/t2cn";

/*
 * Text as it is written: full-width and compatibility forms (NFKC), traditional and variant characters, separators,
 * remarks. Character by character, because a name is no sentence: phrase rules would read two people as one word.
 */

const convert = Converter({ from: "t", to: "cn" });
const simplified = new Map<string, string>();

/** Variants that registers hold side by side in names and that no simplification table joins (通用规范汉字表 keeps both). */
const variants: Readonly<Record<string, string>> = {
  堃: "坤", 喆: "哲", 昇: "升", 陞: "升", 犇: "奔", 钜: "巨", 镕: "熔", 甯: "宁", 寗: "宁", 邨: "村", 菓: "果", 仝: "同", 勛: "勋",
  嶽: "岳", 峯: "峰", 晳: "皙", 彣: "文", 琍: "璃", 靑: "青", 戸: "户", 戶: "户", 眞: "真", 愼: "慎", 珎: "珍", 逹: "达", 徳: "德",
}; // prettier-ignore

/** Code units of the common Han characters and what each becomes; 0: not asked yet. */
const table = new Uint16Array(0x1_0000);
const FIRST_HAN = 0x4e00;
const LAST_HAN = 0x9fff;

function simplify(character: string): string {
  const known = simplified.get(character);
  if (known !== undefined) return known;
  const plain = convert(character);
  const one = variants[plain] ?? variants[character] ?? plain;
  simplified.set(character, one);
  return one;
}

/** What a common Han character becomes, as a code unit; 0 where it is none, or becomes more than one unit. */
function simplifyUnit(unit: number): number {
  if (unit < FIRST_HAN || unit > LAST_HAN) return 0;
  const known = table[unit] ?? 0;
  if (known !== 0) return known;
  const one = simplify(String.fromCharCode(unit));
  const plain = one.length === 1 ? one.charCodeAt(0) : 0;
  table[unit] = plain;
  return plain;
}

/** Whether every character is Han and simplified already, as in nearly all names: then there is nothing to do. */
export function isPlainHan(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (simplifyUnit(unit) !== unit) return false;
  }
  return true;
}

/** Simplified characters in their usual form, half-width letters in upper case, no white space. */
export function plainText(text: string): string {
  if (isPlainHan(text)) return text;
  let out = "";
  for (const character of text.normalize("NFKC").toUpperCase()) {
    if (/\s/u.test(character) || /[\p{Cf}\p{Cc}]/u.test(character)) continue;
    out += character > "\u2e7f" ? simplify(character) : character;
  }
  return out;
}

/** Words that stand in a cell where nothing is known. */
const nothing = /^(?:无|無|不详|未知|未登记|空|暂无|没有|待查|N\/?A|NULL|NONE|UNKNOWN|[-—–/\\.。?？*×X]+|0+)$/u;

export const saysNothing = (plain: string): boolean => plain === "" || nothing.test(plain);
