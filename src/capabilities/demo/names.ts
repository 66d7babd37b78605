import { type Random, weighted } from "./random.ts";

/*
 * Fictitious names in plausible proportions. Surnames after the order of the household register's yearly name
 * reports (the weights are rounded per mille, with the south-east's 陈 林 黄 a little heavier); given names by what was
 * given to each generation. Nobody is meant.
 */

export type Sex = "male" | "female";
export type Generation = "child" | "parent" | "elder";

const common =
  "王65李63张60陈62刘46黄38林36杨29赵24吴24周23徐18孙17朱15马14胡13郭13何12高11罗11郑13梁11谢10宋9唐8许11邓8韩7冯7曹7彭8" +
  "曾8肖7田6董6潘7袁6蔡9蒋6余6于6杜5叶7程5魏5苏6吕5丁5任5卢5姚5沈5钟5姜4崔4谭4陆4汪4范4廖5石4金4韦3贾3夏3付3方5邹3熊3" +
  "白3孟3秦3邱4侯3江4尹3薛3闫3段3雷3龙3史3陶3黎3贺3毛3郝3龚3邵3万2钱2严2赖3覃2武2戴2莫2孔2向2汤2温2康2洪3纪1庄3翁2詹2";
const surnames: (readonly [string, number])[] = Array.from(common.matchAll(/(\p{Script=Han})(\d+)/gu), (m) => [
  m[1] ?? "",
  Number(m[2]),
]);
const compound: (readonly [string, number])[] = "欧阳 上官 司徒 司马 诸葛 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木"
  .split(" ")
  .map((surname) => [surname, surname === "欧阳" ? 0.9 : 0.1]);
const surnameOf = weighted([...surnames, ...compound]);

const words = (text: string): readonly string[] => Array.from(text);
const given: Readonly<Record<Generation, Readonly<Record<Sex, readonly string[]>>>> = {
  child: {
    male: words("浩宇轩梓子俊杰睿博文泽铭晨奕嘉鸿烨霖煜航昊皓楷毅然瑞哲涵辰恒诚佑锦承熙逸阳家豪伟明志凯鑫源"),
    female: words("欣怡梓涵诗雨萱妍佳琪雅婷思彤语嫣可馨悦心宁瑶晴依诺艺菲晓静雯琳慧敏楚芷若溪月乐颖安婉柔灵"),
  },
  parent: {
    male: words("伟强军勇建国华明志辉斌涛鹏海波俊峰超杰龙江平东林文武荣光春生锋永庆亮飞旭洪健"),
    female: words("丽娟敏静艳霞玲燕芳红梅秀英萍琴娜婷慧珍莉虹晓春华云凤兰香金花月玉美淑惠"),
  },
  elder: {
    male: words("德明国福生金水木长贵有财永发茂正光文忠义祥顺兴昌根泰荣友松喜庆宝"),
    female: words("秀英桂兰珍凤莲玉梅香花菊金娥芝银妹巧翠贞淑琴喜清素美爱月仙"),
  },
};

/** Characters that fonts, encodings and sorting get wrong: outside the basic plane, extension A, 51 strokes. */
export const rareCharacters = ["𠮷", "㛃", "龘", "𬱖", "㻬", "䶮"] as const;

export const drawSurname = (random: Random): string => surnameOf(random);

/** One character for one in six; a rare one for one in a thousand. */
export function drawGiven(random: Random, sex: Sex, generation: Generation): string {
  const characters = given[generation][sex];
  if (generation === "child" && random.chance(0.001)) return random.pick(rareCharacters);
  const first = random.pick(characters);
  return random.chance(generation === "elder" ? 0.06 : 0.16) ? first : first + random.pick(characters);
}

const uyghur: Readonly<Record<Sex, readonly string[]>> = {
  male: "艾力 买买提 吐尔逊 阿不都热合曼 艾合买提 玉素甫 热合曼 库尔班 依明 艾尔肯".split(" "),
  female: "阿依努尔 古丽娜尔 帕提古丽 热依拉 米日古丽 阿依古丽 迪丽努尔 祖丽菲娅".split(" "),
};

/** A name with an interpunct (U+00B7): the person's own name, then the father's. */
export const drawDotted = (random: Random, sex: Sex, fatherGiven: string): string =>
  `${random.pick(uyghur[sex])}·${fatherGiven}`;

export const drawUyghurGiven = (random: Random, sex: Sex): string => random.pick(uyghur[sex]);
