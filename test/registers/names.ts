import { type Dice, Urn, zipf } from "./chance.ts";

/*
 * Names as they are borne: surnames with their rounded shares of the population, given names by the fashion of three
 * generations. Written down for these tests from what is commonly known of their order; not a copy of any list.
 */

const surnames = new Urn(
  Object.entries({
    王: 71, 李: 70, 张: 67, 刘: 51, 陈: 45, 杨: 30, 黄: 22, 赵: 20, 吴: 19, 周: 18, 徐: 15, 孙: 15, 马: 13, 朱: 12, 胡: 12, 郭: 11,
    何: 11, 林: 11, 高: 10, 罗: 10, 郑: 9, 梁: 8.5, 谢: 7.6, 宋: 7, 唐: 6.5, 许: 6, 韩: 6, 邓: 5.7, 冯: 5.7, 曹: 5.5, 彭: 5.5, 曾: 5,
    肖: 5, 田: 4.5, 董: 4.5, 潘: 4.3, 袁: 4.2, 蔡: 4.1, 蒋: 4.1, 余: 4.1, 于: 4, 杜: 3.9, 叶: 3.9, 程: 3.8, 魏: 3.7, 苏: 3.7, 吕: 3.6,
    丁: 3.5, 任: 3.4, 卢: 3.4, 姚: 3.3, 沈: 3.2, 钟: 3.1, 姜: 3, 崔: 3, 谭: 3, 陆: 2.8, 范: 2.7, 汪: 2.7, 廖: 2.6, 石: 2.5, 金: 2.5,
    韦: 2.4, 贾: 2.4, 夏: 2.3, 付: 2.2, 方: 2.2, 邹: 2.1, 熊: 2, 白: 2, 孟: 2, 秦: 1.9, 邱: 1.9, 侯: 1.8, 江: 1.8, 尹: 1.7, 薛: 1.7,
    闫: 1.7, 段: 1.6, 雷: 1.6, 龙: 1.5, 黎: 1.5, 史: 1.5, 陶: 1.4, 贺: 1.4, 毛: 1.4, 郝: 1.3, 顾: 1.3, 龚: 1.3, 邵: 1.2, 万: 1.2,
    覃: 1.2, 武: 1.1, 钱: 1.1, 戴: 1.1, 严: 1, 莫: 1, 孔: 1, 向: 1, 常: 1, 汤: 1, 康: 0.9, 易: 0.9, 乔: 0.9, 赖: 0.9, 文: 0.9, 兰: 0.8,
    殷: 0.8, 施: 0.8, 洪: 0.8, 翁: 0.7, 安: 0.7, 颜: 0.7, 倪: 0.6, 牛: 0.6, 温: 0.6, 芦: 0.6, 季: 0.5, 俞: 0.5, 章: 0.5, 鲁: 0.5, 葛: 0.5,
    单: 0.3, 仇: 0.2, 解: 0.2, 区: 0.2, 欧阳: 0.6, 上官: 0.1, 司马: 0.05, 诸葛: 0.05, 皇甫: 0.05, 尉迟: 0.02,
  }),
); // prettier-ignore

const list = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
const signs = (text: string): string[] => Array.from(text.replaceAll(/\s/g, ""));

const whole = {
  boy: new Urn(zipf(list(`浩宇 子轩 浩然 宇轩 子豪 俊杰 宇航 子涵 一鸣 梓轩 俊熙 浩轩 博文 子墨 天佑 明轩 家豪 志强 嘉豪 俊豪 子睿 思远 文博 泽宇 梓豪 皓轩 雨泽
    奕辰 宇辰 沐辰 梓睿 浩辰 铭泽 子昂 家乐 伟杰 天宇 佳豪 晨曦 子恒 俊辉 鹏飞 嘉俊 文轩 若轩 锦程 梓浩 昊天 煜城 文杰 景行 宏伟 国强 建华 少杰 晓东 振宇 泽楷 炜彬 楷瑞 锐 佳鑫`))),
  girl: new Urn(zipf(list(`欣怡 梓涵 诗涵 子涵 雨涵 梓萱 可欣 欣妍 雨桐 一诺 思涵 佳怡 雨欣 梦瑶 诗琪 紫萱 依诺 语桐 子萱 雨萱 佳琪 思琪 心怡 艺涵 若曦 静怡 晓彤 婉婷 佳慧 嘉怡
    雅婷 梓彤 梦琪 诗雨 欣悦 美琪 语嫣 思雨 佳颖 芷晴 紫涵 怡萱 婷婷 丽娜 晓燕 玉婷 慧敏 静雯 佳欣 淑贞 诗婷 梓琪 琳 颖 雪 悦 嘉欣 海燕 秀兰 春花`))),
  father: new Urn(zipf(list(`伟 强 军 勇 杰 涛 明 超 磊 鹏 刚 平 辉 斌 波 建国 建军 志强 国强 建华 海涛 文军 永强 志勇 小军 建平 志明 海波 俊 飞 凯 健 亮 东 林 浩 峰 建明 卫国 国华 少华 小平
    德华 金龙 世杰 汉文 炳坤 伟明 锦辉 木林 楚雄 镇波 泽鑫 俊生`))),
  mother: new Urn(zipf(list(`敏 静 丽 艳 娟 霞 燕 芳 玲 红 丽娟 丽华 桂英 秀英 玉兰 海燕 春燕 小红 丽萍 秀兰 雪梅 晓燕 婷 莉 洁 萍 慧 琳 倩 颖 蓉 丹 秀珍 美玲 少芬 惠娟 燕珊 巧云 玉珍 淑芬 彩霞
    丽君 秋香 素芳 婉君 楚玲 佩珊`))),
  grandparent: new Urn(zipf(list(`秀英 桂兰 玉兰 桂英 秀兰 玉珍 凤英 素珍 建国 国强 德明 志国 永福 金生 树林 文才 炳炎 木生 秀珍 玉英 桂珍 淑英 春兰 来福 长生 有财 水生 火旺 福生 土生`))),
}; // prettier-ignore

const first = {
  boy: new Urn(zipf(signs("子浩宇俊天文博明志家嘉泽梓铭一奕思皓晨伟建国永海晓鑫承景锦佳振立弘毅启煜昊逸睿瑞凯庆荣德仁义礼智信伯仲少楚汉炳镇铠彦君绍旭成远东南新世正春金雨书"), 0.55)),
  girl: new Urn(zipf(signs("欣雨诗梓佳思子紫可梦若语静雅嘉心怡晓艺一慧美玉婉淑秀丽海芷依沐苏安凌芸映采素巧燕惠楚倩妙曼亦舒洛钰瑾瑜锦宛初念知春秋冬夏彤月云"), 0.55)),
}; // prettier-ignore
const last = {
  boy: new Urn(zipf(signs("轩宇豪杰辰浩泽涵睿然博文航鑫阳强明辉华伟鹏飞龙涛凯俊恒峰林东军斌祥瑞诚毅成楠源洋森宁锋坤亮达凡哲彬炜昊铭晨熙霖栋梁柏松翔腾骏驰骁烨焕灿楷桦权生平川海山河江荣富贵"), 0.5)),
  girl: new Urn(zipf(signs("涵怡萱欣琪妍婷桐瑶彤雯颖悦慧敏娜琳静燕芳玲丽雪洁莹倩晴嫣诺曦月云霞梅兰菊香莲蓉菲薇萍露珊瑚瑾瑜璐珍娟娇媛娴妮婧姗妤汐淇澜漪溪楠桦榕杉柠橙樱凤英红霏雁鸣"), 0.5)),
}; // prettier-ignore

/** Peoples that write a dot between name and father's name. */
const dotted = {
  head: list("买买提 阿卜杜 古丽 艾力 吐尔逊 帕提古丽 热依汗 木合塔尔 阿依古丽 尼加提 扎西 卓玛 次仁 德吉 巴桑"),
  tail: list("艾合麦提 吾买尔 依明 艾尼瓦尔 肉孜 卡德尔 亚森 伊力哈木 多吉 拉姆 旺堆 平措 央金"),
};

export type Sex = "boy" | "girl";

export const drawSurname = (dice: Dice): string => surnames.draw(dice);

export const drawDotted = (dice: Dice): string => `${dice.one(dotted.head)}·${dice.one(dotted.tail)}`;

/** A given name; `shared` is the character that brothers and sisters have in common, where the family keeps to one. */
export function drawGiven(dice: Dice, sex: Sex, shared: string | null): string {
  if (shared !== null) return shared + last[sex].draw(dice);
  if (dice.happens(0.35)) return whole[sex].draw(dice);
  if (dice.happens(0.1)) return last[sex].draw(dice);
  return first[sex].draw(dice) + last[sex].draw(dice);
}

export const drawShared = (dice: Dice): string => first[dice.happens(0.5) ? "boy" : "girl"].draw(dice);

export function drawGrownUp(dice: Dice, kind: "father" | "mother" | "grandparent"): string {
  if (dice.happens(0.35)) return whole[kind].draw(dice);
  const sex: Sex = kind === "father" ? "boy" : "girl";
  return dice.happens(0.25) ? last[sex].draw(dice) : first[sex].draw(dice) + last[sex].draw(dice);
}

const childhood = signs("宝娃妹弟丫虎牛豆蛋毛明红芳军强华燕平");

/** What a child is called at home: 小宝, 阿强, 豆豆. */
export function drawChildhood(dice: Dice): string {
  const sign = dice.one(childhood);
  return dice.one([`小${sign}`, `阿${sign}`, sign + sign]);
}
