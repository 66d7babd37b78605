import { pinyin } from "pinyin-pro";
import type { Dice } from "./chance.ts";

/*
 * How names go wrong at a keyboard and on a form. Look-alikes are written down by hand here and not taken from the
 * engine's table, so that the engine is not examined with its own answers.
 */

const lookAlikes = `伟玮炜纬 晴睛清情请 涵函 轩杆 萱宣暄 琪淇祺棋骐 梓辛锌 浩皓洁 宇字 豪毫 俊峻骏竣 杰木 鹏朋 辉晖挥 明朋 阳旸杨 琳林霖 怡治恰 妍研 婷停 桐洞铜
  瑶谣遥 彤丹 雯文 颖颍 悦锐 慧惠 敏海 娜那 静净 燕嬿 芳方 玲铃羚 丽俪 雪雷 洁结 莹荧萤 倩清 嫣焉 诺偌 曦羲 月用 云去 霞瑕 梅海 莲连 蓉容 菲非 薇微 萍苹 露路 珊姗 瑾谨
  瑜喻愉 璐路 珍诊 娟涓 娇骄 媛援 妮泥 嘉喜 佳住 志忘 强弹 军车 勇甬 涛祷 超起 磊垒 刚钢 平乎 斌武 波坡 健建 凯铠 亮高 东车 峰锋蜂烽 博搏 泽择 铭名 睿容 晨震 曾会 未末
  土士 己已 今令 戴载 肖消 廖寥 谭潭 段殷 侯候 邱丘 付符 闫间 尹伊 毛手 汤杨 余佘 于干 徐徐 陈阵 刘浏 王玉 李季 张弛 黄寅 吴昊 周同 孙孔 胡湖 林材 何河 郭敦 罗萝 宋宗 唐塘 许评
  韩朝 邓郑 冯冰 曹漕 彭膨 袁衷 蔡察 蒋奖 程呈 魏巍 苏办 吕昌 卢户 姚桃 沈忱 钟种 姜美 崔催 陆陈 范苑 汪王 石右 金全 贾贸 夏复 方万 秦泰 江红 薛藓 雷需 史吏 顾硕 邵绍 武斌 钱线
  子了 天夫 文交 建健 国围 永水 晓晚 鑫金 承丞 景影 锦棉 振震 弘泓 毅豪 启后 煜昱 昊吴 逸免 瑞端 荣宋 德得 仁仕 少小 楚焚 汉汊 镇慎 彦颜 君群 绍招 旭旮 远运 新薪 世也 春眷 雨两 书韦`;

const eye = new Map<string, string[]>();
for (const group of lookAlikes.split(/\s+/)) {
  for (const sign of group)
    eye.set(sign, [...(eye.get(sign) ?? []), ...Array.from(group).filter((other) => other !== sign)]);
}

const decoder = new TextDecoder("gb18030");
/** The 3,755 characters of the first level of GB 2312: what an input method offers first. */
const common = Array.from({ length: 3755 }, (_, i) =>
  decoder.decode(Uint8Array.of(0xb0 + Math.floor(i / 94), 0xa1 + (i % 94))),
);
const ear = new Map<string, string[]>();
const syllables = new Map<string, string>();

function syllableOf(sign: string): string {
  const known = syllables.get(sign);
  if (known !== undefined) return known;
  const read = pinyin(sign, { toneType: "none", type: "array", v: true })[0] ?? sign;
  syllables.set(sign, read);
  return read;
}

for (const sign of common) ear.set(syllableOf(sign), [...(ear.get(syllableOf(sign)) ?? []), sign]);

const confused: readonly (readonly [RegExp, string])[] = [
  [/^zh/, "z"], [/^ch/, "c"], [/^sh/, "s"], [/^z(?!h)/, "zh"], [/^c(?!h)/, "ch"], [/^s(?!h)/, "sh"], [/^n/, "l"], [/^l/, "n"],
  [/^hu/, "f"], [/^f/, "hu"], [/ng$/, "n"], [/([aei])n$/, "$1ng"],
]; // prettier-ignore

/** A character that sounds the same, or nearly so as the south hears it; null where there is none. */
export function byEar(dice: Dice, sign: string): string | null {
  const own = syllableOf(sign);
  const near = confused.filter(([from]) => from.test(own)).map(([from, to]) => own.replace(from, to));
  const syllable = near.length > 0 && dice.happens(0.25) ? dice.one(near) : own;
  const others = (ear.get(syllable) ?? []).filter((other) => other !== sign);
  return others.length === 0 ? null : dice.one(others);
}

/** A character that looks like it; null where none is known. */
export function byEye(dice: Dice, sign: string): string | null {
  const others = eye.get(sign) ?? [];
  return others.length === 0 ? null : dice.one(others);
}

/** Digits mistyped: one replaced. */
export function wrongDigit(dice: Dice, text: string, from = 0): string {
  const at = dice.between(from, text.length - 1);
  const digit = String((Number(text.charAt(at)) + dice.between(1, 9)) % 10);
  return text.slice(0, at) + (Number.isNaN(Number(text.charAt(at))) ? "1" : digit) + text.slice(at + 1);
}

/** Two neighbours exchanged that differ. */
export function exchanged(dice: Dice, text: string): string {
  for (let i = 0; i < 20; i++) {
    const at = dice.below(text.length - 1);
    if (text.charAt(at) === text.charAt(at + 1)) continue;
    return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  }
  return text;
}
