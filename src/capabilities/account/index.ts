export { type AccountWorld, identify, routes } from "./routes.ts";
export { addPeople, directorsOf, invite, isSynthetic, markSynthetic, type PersonPost } from "./store.ts";
export { postNames } from "./words.ts";
export { problems } from "./zh.ts";
