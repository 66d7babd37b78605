/** Made-up children for trying the system out: pure and seeded (README.md). */
export type { Case, Expectation } from "./cases/case.ts";
export type { Facts, Village } from "./making.ts";
export { type DemoChild, generateChildren, type Population } from "./population.ts";
export { cases } from "./prelude.ts";
export { type Care, drawLife, type Happening, type LifeEvent } from "./life.ts";
export { type DemoOptions, type DemoWorld, seedDemo } from "./actions.ts";
