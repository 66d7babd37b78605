import { pinyin } from "pinyin-pro";
import { type Level, levels } from "./words.ts";

/*
 * How people write the names of places. A unit is found by its stem, the name without its generic ending, because
 * the same village is 南园村, 南园村委会, 南园村民委员会 and, since it became urban, 南园社区居委会.
 */

const peoples = [
  "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼", "哈萨克", "傣", "黎",
  "傈僳", "佤", "畲", "高山", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉",
  "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安", "裕固", "京",
  "塔塔尔", "独龙", "鄂伦春", "赫哲", "门巴", "珞巴", "基诺", "各",
].join("|"); // prettier-ignore
const nations = `(?:(?:${peoples})族?){1,6}`; // no unit names more than four
const nationsFull = `(?:(?:${peoples})族){1,6}`;

/** The ending that each level's names may carry; the lazy head keeps at least one (village) or two characters. */
const endings: Readonly<Record<Level, RegExp>> = {
  province: new RegExp(`^(.{2,}?)(?:${nations}自治区|自治区|省|市)$`, "u"),
  prefecture: new RegExp(`^(.{2,}?)(?:${nations}自治州|自治州|地区|盟|市|州)$`, "u"),
  county: new RegExp(`^(.{2,}?)(?:${nations}自治[县旗]|自治[县旗]|林区|特区|新区|[市区县旗])$`, "u"),
  township: new RegExp(
    `^(.{2,}?)(?:${nationsFull}(?:民族)?乡|民族乡|苏木|街道(?:办事处|办)?|街|办事处|[镇乡](?:人民政府|政府)?)$`,
    "u",
  ),
  village: /^(.+?)(?:社区|村)?(?:(?:村民|居民)(?:委员会|委)|[村居]委会?|委员会)?$/u,
};

/** One form for one name: full-width to half-width, no spaces, brackets or marks, small letters. */
export const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

const strip = (name: string, level: Level): string => endings[level].exec(name)?.[1] ?? name;

/** The key by which a unit of a level is found. */
export const stemOf = (name: string, level: Level): string => strip(plain(name), level) || name;

/** Every key that a piece of text may stand for, whatever its level. */
export function stemsOfText(text: string): string[] {
  return [...new Set([text, ...levels.map((level) => strip(text, level))])];
}

const rural = /村(?:民)?(?:委|委会|委员会)?$/u;
const urban = /(?:社区|居委|居委会|居民委员会|居民委)$/u;

const kindOf = (name: string): "rural" | "urban" | undefined =>
  urban.test(name) ? "urban" : rural.test(name) ? "rural" : undefined;

/**
 * How well a written piece fits a unit that has one of its stems: 3 the whole name, 2 the same kind of ending
 * (村 or 社区, 镇, 街道), 1 the bare stem, 0 another kind of ending.
 */
export function fit(written: string, name: string, level: Level): 0 | 1 | 2 | 3 {
  const full = plain(name);
  if (written === full) return 3;
  const stem = strip(full, level);
  if (written === stem) return 1;
  if (level === "village") return kindOf(written) === kindOf(full) ? 2 : 0;
  return strip(written, level) === stem ? 2 : 0;
}

/** First letters of the name's pinyin, small, as people type them: 重庆市 cqs. */
export const initialsOf = (name: string): string =>
  pinyin(plain(name), { pattern: "first", toneType: "none", type: "array", nonZh: "consecutive" })
    .join("")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
