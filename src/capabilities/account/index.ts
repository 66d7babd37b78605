export { type AccountWorld, identify, routes } from "./routes.ts";
export {
  addPeople,
  demoPeopleOf,
  directorsOf,
  invite,
  isHalfFilled,
  isSynthetic,
  markFilling,
  markSynthetic,
  namesOf,
  type PersonPost,
} from "./store.ts";
export { postNames } from "./words.ts";
export { problems } from "./zh.ts";
