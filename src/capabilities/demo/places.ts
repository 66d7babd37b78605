import { type Random, weighted } from "./random.ts";

/** Where people of eastern Guangdong go to work: real codes of counties, districts and, where there are none, cities. */
const workPlace = weighted<string>([
  ["440305", 10], ["440306", 16], ["440307", 12], ["440309", 8], ["440304", 5], // 深圳
  ["440104", 4], ["440106", 6], ["440111", 8], ["440113", 5], // 广州
  ["4419", 12], ["4420", 4], // 东莞、中山 have no county level
  ["440605", 5], ["440402", 3], ["441302", 4], ["440511", 3], ["445102", 2], // 佛山 珠海 惠州 汕头 潮州
  ["350203", 2], ["330106", 3], ["310115", 3], ["110105", 2], ["500112", 1], ["430102", 1], // other provinces
]); // prettier-ignore

/** Another county of the same prefecture, for those who work near home. */
const neighbours: Readonly<Record<string, readonly string[]>> = {
  "4452": ["445202", "445203", "445222", "445224", "445281"],
};

/** A place of work outside the home county; one in twelve in the same prefecture. */
export function drawWorkPlace(random: Random, home: string): string {
  const county = home.slice(0, 6);
  const near = (neighbours[home.slice(0, 4)] ?? []).filter((code) => code !== county);
  if (near.length > 0 && random.chance(0.08)) return random.pick(near);
  const code = workPlace(random);
  return county.startsWith(code) ? "440305" : code;
}

/** Where mobile children's household registers lie: counties that send people to the south-east. */
const homes = [
  "430524",
  "430581",
  "450881",
  "450921",
  "360781",
  "360730",
  "520502",
  "520525",
  "511324",
  "422802",
  "411527",
  "341225",
];

export const drawOtherHome = (random: Random, residence: string): string =>
  random.pick(homes.filter((code) => !residence.startsWith(code)));
