/* What only a phone that keeps its village needs: fetched when it does, the first list without it need not wait for it. */
export { farewell } from "./farewell.ts";
export { Keep } from "./keep.ts";
export { Meetings } from "./meeting.ts";
