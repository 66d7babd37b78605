export { identify, routes } from "./routes.ts";
export { type AccountWorld, readCookie, requireFreshFactor, requireWhole, writeCookie } from "./world.ts";
export { endSession, holdsPost } from "./enter.ts";
export { digestOf, drawToken } from "./tokens.ts";
export { sealerOf, type Sealer } from "./sealing.ts";
export { openProvider, providerOptions } from "./provider.ts";
export { checkPost, isLogin } from "./decide.ts";
export { invite, takeLogin } from "./credentials.ts";
export { ensureAdministrator, resetAdministrator, type Shown } from "./firstStart.ts";
export {
  isHalfFilled,
  isSynthetic,
  keepSettings,
  markFilling,
  markSynthetic,
  rememberedSettings,
  settingsOf,
} from "./installed.ts";
export {
  addPeople,
  demoPeopleOf,
  directorsOf,
  namesOf,
  type PersonPost,
  reachArea,
  removeDemoPeople,
} from "./store.ts";
export { type Hourly, hourlyOf } from "./hourly.ts";
export { servedAmong } from "./served.ts";
export { devicesInArea, type KnownPhone, noteKeeper, phoneOf } from "./phones.ts";
export type { Settings } from "./settings.ts";
export { type DeviceLine, permissions, postNames } from "./words.ts";
export { eventNames, problems } from "./zh.ts";
