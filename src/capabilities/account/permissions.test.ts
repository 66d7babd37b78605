import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { FastifyInstance } from "fastify";
import { fixedClock } from "#kernel/clock.ts";
import { type PostKind, postKinds } from "#kernel/actor.ts";
import { newId } from "#kernel/id.ts";
import { nation } from "#kernel/scope.ts";
import { isProblem } from "#kernel/problem.ts";
import { signedIn } from "#test/accounts.ts";
import { type Cast, cast, places, server } from "#test/cast.ts";
import { permissionsOf } from "../../composition.ts";
import { requireFreshFactor } from "./world.ts";

/* None of the administrators sees a child: by the table of permissions, and by asking every route. */

let people: Cast;
let app: FastifyInstance;
before(async () => {
  people = await cast();
  app = await server(people);
});
after(async () => {
  await app.close();
  await people.close();
});

const blind: readonly PostKind[] = ["system_admin", "security_admin", "audit_admin", "auditor"];
/** Capabilities that hold nothing of any child. */
const childless = /^(account|area|trace|report)\.|^export\.(read|trace)$|^sharing\.(read|decide|stop)$/;

test("no administrator holds a permission on anything of children", () => {
  for (const kind of blind) {
    const wrong = permissionsOf(kind).filter((permission) => !childless.test(permission));
    assert.deepEqual(wrong, [], kind);
  }
  assert.ok(permissionsOf("director").includes("registry.read"), "the table itself is read");
  const everybody = postKinds.flatMap((kind) => permissionsOf(kind));
  assert.ok(new Set(everybody).size > 15);
});

test("every route of children is closed to them, whatever is asked", async () => {
  const routes = people.tonghu.routes("").filter(({ spec }) => spec.permission !== null && !childless.test(spec.permission)); // prettier-ignore
  assert.ok(routes.length > 25, `${routes.length} routes`);
  for (const kind of blind) {
    const { at } = await signedIn(people, app, { login: `blind-${kind}`, kind, area: "0" });
    for (const { spec } of routes) {
      const url = spec.path.replace(/:\w+/g, newId());
      const answer = spec.method === "GET" ? await at.get(url) : spec.method === "DELETE" ? await at.remove(url) : spec.method === "PUT" ? await at.put(url, {}) : await at.post(url, {}); // prettier-ignore
      assert.deepEqual([answer.status, answer.code], [403, "account.not_permitted"], `${kind} ${spec.method} ${spec.path}`); // prettier-ignore
    }
  }
});

test("a route without a permission is one of the known ones", () => {
  const open = people.tonghu.routes("").filter(({ spec }) => spec.permission === null).map(({ spec }) => spec.path); // prettier-ignore
  const known =
    /^\/(api\/sync\/salvage$|api\/account\/(ways|me|sign-in|sessions|session|devices|post|password|second-factor|provider|demo-)|api\/display\/(figures|own)$|api\/(concern|declaration)\/public\/|healthz$|openapi\.json$)/;
  assert.deepEqual(open.filter((path) => !known.test(path)), []); // prettier-ignore
});

test("an export asks for a second factor of the last quarter of an hour, of everybody", async () => {
  const at = "2024-07-01T02:00:00.000Z";
  const actor = { personId: newId(), name: "", post: "director", area: places.eastVillage, scope: nation } as const;
  const code = (factorAt: string | undefined, now: string): string => {
    try {
      requireFreshFactor({ ...actor, ...(factorAt && { factorAt }) }, fixedClock(now));
      return "";
    } catch (thrown) {
      return isProblem(thrown) ? thrown.code : String(thrown);
    }
  };
  assert.equal(code(at, "2024-07-01T02:15:00.000Z"), "");
  assert.equal(code(at, "2024-07-01T02:15:00.001Z"), "account.fresh_factor_needed");
  assert.equal(code(undefined, at), "account.fresh_factor_needed");
  assert.equal(code("nonsense", at), "account.fresh_factor_needed");
});
