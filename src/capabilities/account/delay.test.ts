import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { delaySeconds, secondsToWait, withOneMore } from "./delay.ts";
import { networkOf } from "./counters.ts";
import { defaultSettings, Settings } from "./settings.ts";

const pair = { free: 3, firstSeconds: 1, mostSeconds: 900 };

test("three failures cost nothing, then the wait doubles up to a quarter of an hour", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map((n) => delaySeconds(n, pair)), [0, 0, 0, 1, 2, 4, 8]); // prettier-ignore
  assert.equal(delaySeconds(13, pair), 900);
  assert.equal(delaySeconds(1_000_000, pair), 900);
});

test("thirty guesses that wait as they must take hours", () => {
  let total = 0;
  for (let n = 0; n < 30; n += 1) total += delaySeconds(n, pair);
  assert.ok(total > 4 * 3600, `${total} s`);
});

test("the wait counts from the last failure, and old failures are forgotten", () => {
  const at = new Date("2024-07-01T00:00:00Z");
  const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);
  assert.equal(secondsToWait({ failures: 5, lastAt: at }, pair, later(1)), 3);
  assert.equal(secondsToWait({ failures: 5, lastAt: at }, pair, later(4)), 0);
  assert.equal(secondsToWait(undefined, pair, at), 0);
  assert.equal(secondsToWait({ failures: 5, lastAt: later(9e6) }, pair, at), 4, "a clock that was set back");
  assert.equal(withOneMore({ failures: 9, lastAt: at }, later(3600), 24).failures, 10);
  assert.equal(withOneMore({ failures: 9, lastAt: at }, later(25 * 3600), 24).failures, 1);
});

test("more failures never shorten the wait, and none is longer than the most", () => {
  const whole = fc.integer({ min: 0, max: 500 });
  fc.assert(
    fc.property(
      whole,
      whole,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 600 }),
      (a, b, first, most) => {
        const delay = { free: 5, firstSeconds: first, mostSeconds: most };
        const [few, many] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(delaySeconds(few, delay) <= delaySeconds(many, delay));
        assert.ok(delaySeconds(many, delay) <= most);
      },
    ),
  );
});

test("no setting switches the wall off", () => {
  const wrong = [{ pairDelay: { free: 0, firstSeconds: 1, mostSeconds: 1 } }, { passwordDays: 0 }, { sessionHours: 1000 }, { idle: 5 }, { idleMinutes: "30" }]; // prettier-ignore
  for (const one of wrong) assert.equal(Settings.safeParse(one).success, false, JSON.stringify(one));
  assert.equal(defaultSettings.idleMinutes, 30);
});

test("a network is an IPv4 address, or the first half of an IPv6 one", () => {
  assert.equal(networkOf("192.0.2.7"), "192.0.2.7");
  assert.equal(networkOf("::ffff:192.0.2.7"), "192.0.2.7");
  assert.equal(networkOf("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2");
  assert.equal(networkOf("2001:0DB8:1:2::9"), "2001:db8:1:2");
  assert.equal(networkOf("2001:db8::1"), networkOf("2001:db8:0:0:ffff::1"));
  assert.notEqual(networkOf("2001:db8::1"), networkOf("2001:db8:0:1::1"));
});
