/** The division of the country: what others may ask of it. */
export { applyChanges, type ChangeResult, loadAreas, type LoadProgress, type LoadResult } from "./actions.ts";
export { findBoundaries, saveBoundaries } from "./boundaries.ts";
export { readMap } from "./loading.ts";
export { parseChanges } from "./changesFile.ts";
export { placement } from "./placement.ts";
export { nameResolver, resolveName, type Resolver } from "./resolve.ts";
export { existsVillage, findArea, findAreas, historyOf } from "./store.ts";
export { areaPath, areaPaths, childrenOf, findByCode, getArea, requireVillage, search, successors } from "./tree.ts";
export { changeWords, faultSentence, levelWords, problems } from "./zh.ts";
export { type AreaWorld, permissions, routes } from "./routes.ts";
