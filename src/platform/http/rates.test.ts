import assert from "node:assert/strict";
import { test } from "node:test";
import type { FastifyRequest } from "fastify";
import { isProblem } from "#kernel/problem.ts";
import { bucketsOf, limiterOf } from "./rates.ts";

let at = 0;
const now = (): number => at;

test("a burst goes on, then as many as the seconds bring; the wait is told in whole seconds", () => {
  at = 0;
  const { take } = bucketsOf({ burst: 3, perSecond: 0.5 }, now);
  assert.deepEqual([1, 2, 3].map(() => take("a")), [0, 0, 0]); // prettier-ignore
  assert.equal(take("a"), 2);
  assert.equal(take("b"), 0, "another one has its own");
  at = 1_000;
  assert.equal(take("a"), 1, "asking in vain costs nothing");
  at = 2_000;
  assert.deepEqual([take("a"), take("a")], [0, 2]);
  at = 1e9;
  assert.deepEqual([1, 2, 3, 4].map(() => take("a")), [0, 0, 0, 2], "never more than the burst"); // prettier-ignore
});

test("a million made-up keys are not kept", () => {
  at = 0;
  const { take, size } = bucketsOf({ burst: 2, perSecond: 0.001 }, now);
  for (let n = 0; n < 100_000; n += 1) take(`key ${n}`);
  assert.ok(size() <= 20_000, `${size()}`);
  let most = 0;
  for (let n = 0; n < 20_000; n += 1) most = Math.max(most, (take(`more ${n}`), size()));
  assert.deepEqual([most, size() < most], [20_000, true], "looked through now and then, not at each key");
});

const asked = (ip: string, cookie?: string) => ({ ip, headers: { cookie } }) as unknown as FastifyRequest;
const waitOf = (limit: (request: FastifyRequest) => void, request: FastifyRequest): unknown => {
  try {
    limit(request);
    return 0;
  } catch (thrown) {
    assert.ok(isProblem(thrown) && thrown.code === "http.too_many" && thrown.status === 429);
    return thrown.data["retryAfter"];
  }
};

test("a session is held wherever it comes from, an address whatever session it names", () => {
  at = 0;
  const session = `tonghu_session=${"a".repeat(43)}`;
  const rates = { session: { burst: 2, perSecond: 1 }, address: { burst: 5, perSecond: 1 } };
  const limit = limiterOf(rates, now);
  assert.deepEqual(["1.1.1.1", "2.2.2.2", "3.3.3.3"].map((ip) => waitOf(limit, asked(ip, session))), [0, 0, 1]); // prettier-ignore
  assert.equal(
    waitOf(limit, asked("3.3.3.3", `x=1; __Host-${session}`)),
    1,
    "the same under the name that TLS gives it",
  );
  const forged = ["b", "c", "d", "e", "f", "g"].map((letter) =>
    waitOf(limit, asked("4.4.4.4", `tonghu_session=${letter.repeat(43)}`)),
  );
  assert.deepEqual(forged, [0, 0, 0, 0, 0, 1]);
  assert.equal(waitOf(limit, asked("5.5.5.5")), 0);
});
