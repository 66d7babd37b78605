import { dayOf } from "#kernel/day.ts";
import { declareFromPublic } from "#capabilities/declaration/index.ts";
import type { Declared } from "#capabilities/declaration/words.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import type { DemoChild } from "./population.ts";
import { idOf, Random } from "./random.ts";

/* Parents who say on the public page that they went out to work: in the sample they wait, most for a child of the ledger. */

const places = ["广东省东莞市厚街镇", "浙江省义乌市", "广东省深圳市龙华区", "江苏省昆山市"] as const;

/** A child of the sample whose father has left it with a grandmother, as he would tell it. */
function leftBy({ facts }: DemoChild, random: Random, today: string): Declared | undefined {
  const said = (key: string): string => (typeof facts[key] === "string" ? facts[key] : "");
  const [name, phone, carer] = [said("father.name"), said("father.phone"), said("grandmother.name")];
  if (!["home", "work"].includes(said("father.away.state")) || name === "" || phone === "" || carer === "") return undefined;
  return {
    who: "father", parent: { name, phone, idNumber: "" }, child: { name: said("name") }, since: shift(today, -random.between(1, 20)),
    place: places[random.between(0, places.length - 1)] ?? places[0], carer: { name: carer, relation: "grandmother", phone: "" },
  };
} // prettier-ignore

/** Of a child whom nobody finds in the ledger: the parent lives in the next village. */
const strange = (today: string): Declared => ({
  who: "mother", parent: { name: "何秀兰", phone: "01001234567", idNumber: "" }, child: { name: "何小宝" }, since: shift(today, -3), place: places[0],
  carer: { name: "何桂芳", relation: "maternal_grandmother", phone: "" },
}); // prettier-ignore

/** One of a village, in one village of so many; the first has one more, about nobody of it. */
const EVERY = 9;

export class DemoDeclarations {
  readonly #world: DemoWorld;
  readonly #random: Random;
  readonly #wanted: Set<string>;
  #first: string | undefined;

  constructor(world: DemoWorld, seed: number, villages: readonly { readonly code: string }[]) {
    this.#world = world;
    this.#random = new Random(seed, 53);
    this.#wanted = new Set(villages.filter((_village, n) => n % EVERY === 0).map(({ code }) => code));
    this.#first = villages[0]?.code;
  }

  /** As they would send them: nobody of the sample knows their secrets. */
  async seed(children: readonly DemoChild[]): Promise<void> {
    const today = dayOf(this.#world.clock.now());
    if (this.#first) await this.#send(this.#first, strange(today));
    this.#first = undefined;
    for (const child of children) {
      if (!this.#wanted.has(child.area)) continue;
      const said = leftBy(child, this.#random, today);
      if (!said) continue;
      this.#wanted.delete(child.area);
      await this.#send(child.area, said);
    }
  }

  async #send(area: string, said: Declared): Promise<void> {
    const random = this.#random;
    const secret = Array.from({ length: 16 }, () => random.between(0, 9)).join("");
    await declareFromPublic(this.#world, { id: idOf(random, dayOf(this.#world.clock.now())), secret, area, ...said });
  }
}
