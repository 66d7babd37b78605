import { dayOf } from "#kernel/day.ts";
import { reportFromPublic } from "#capabilities/concern/index.ts";
import type { DemoWorld } from "./actions.ts";
import type { Village } from "./making.ts";
import { idOf, Random } from "./random.ts";

/* What the public page sends, in the sample: a teacher who says who she is, and somebody who does not. */

const sent = [
  { situation: "abandoned", note: "这孩子一个星期没有来上学，去家里看，只有他一个人，说大人出去了", name: "小宝", age: "九岁", reporter: "school", teller: { name: "许老师", phone: "", unit: "村小学" } },
  { situation: "violence", note: "夜里常听见打骂，早上看见孩子脸上有伤", name: "", age: "六七岁", reporter: "" },
] as const; // prettier-ignore

/** As anybody would send them: nobody of the sample knows their secrets. */
export async function seedPublicReports(world: DemoWorld, seed: number, villages: readonly Village[]): Promise<void> {
  const random = new Random(seed, 41);
  for (const [n, said] of sent.entries()) {
    const village = villages[n * 7];
    if (!village) continue;
    const secret = Array.from({ length: 16 }, () => random.between(0, 9)).join("");
    const blank = { place: "", time: "" };
    await reportFromPublic(world, { id: idOf(random, dayOf(world.clock.now())), secret, area: village.code, ...blank, ...said }); // prettier-ignore
  }
}
