import type { Actor, Department } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { subtree } from "#kernel/scope.ts";
import * as sharing from "#capabilities/sharing/index.ts";
import type { Cast } from "../cast.ts";
import type { Asked } from "./operations.ts";

/** The officer of a department's office, of the education department's where nothing else is said. */
export const officerAt = (area: string, department: Department = "education"): Actor => ({
  personId: newId(), name: "走查", post: "department", department, area, scope: { ...subtree(area), department },
}); // prettier-ignore

export const sharingOf = ({ tonghu }: Cast): sharing.SharingWorld => ({
  ...tonghu.ground,
  journal: tonghu.journal,
  catalogue: tonghu.sharingCatalogue,
});

/** Who may ask for an item: lists are told to others than those who send them. */
export const askerOf = (item: string): Department => (item === "bulletins" ? "youth_league" : "education");

/** A request of a department: granted at once, or waiting for the county, as its purpose has it. */
export async function grantAt(people: Cast, area: string, purpose: "roll" | "other", item = "enrolment"): Promise<string> {
  const [id, world, officer] = [newId(), sharingOf(people), officerAt(area, askerOf(item))];
  // one grant of an item holds at a time: an earlier walk's gives way
  for (const one of await sharing.listed(world, officer))
    if (one.item === item && one.area === area && ["asked", "granted"].includes(one.standing))
      await sharing.stop(world, officer, one.id, { id: newId(), reason: "走查完毕" });
  const fields = item === "enrolment" ? ["name", "school.name"] : [];
  const purposes: Readonly<Record<string, string>> = { lists: "monthly", referrals: "answering", conferences: "answering", bulletins: "helping" };
  await sharing.ask(world, officer, { id, item, purpose: purposes[item] ?? purpose, note: "走查测试", fields, months: 12 });
  return id;
} // prettier-ignore

/** What an operation on a grant needs to have something to do. */
export const grantFor = (people: Cast, operation: string, area: string): Promise<string> =>
  grantAt(people, area, /\/(stop|key|calls)$/.test(operation) ? "roll" : "other");

const reason = "走查测试";

/** How each operation of sharing is asked. */
export const grantOperations: Readonly<Record<string, Asked>> = {
  "GET /api/sharing/catalogue": { of: "public" },
  "GET /api/sharing/grants": { of: "list" },
  "GET /api/sharing/areas": { of: "public" },
  "POST /api/sharing/grants": { of: "own", body: ({ area }) => ({ id: newId(), item: "enrolment", purpose: "roll", note: reason, fields: ["name"], area, months: 12 }) },
  "GET /api/sharing/grants/:grantId/calls": { of: "grant" },
  "POST /api/sharing/grants/:grantId/grant": { of: "grant", body: () => ({ id: newId(), reason }) },
  "POST /api/sharing/grants/:grantId/refuse": { of: "grant", body: () => ({ id: newId(), reason }) },
  "POST /api/sharing/grants/:grantId/stop": { of: "grant", body: () => ({ id: newId(), reason }) },
  "POST /api/sharing/grants/:grantId/key": { of: "grant", body: () => ({ id: newId() }) },
  "POST /api/sharing/statement": { of: "own", query: () => ({ year: "2024" }), body: () => ({ id: newId(), purpose: "reporting" }) },
  "GET /api/sharing/data/:item": { of: "own" },
}; // prettier-ignore
