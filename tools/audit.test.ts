import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { judgeAdvisories, judged, judgeLock } from "./audit.ts";

const weak = (severity: string): object => ({
  name: "left-pad", severity, isDirect: false, range: "<1.3.1", nodes: ["node_modules/left-pad"], fixAvailable: true, effects: [],
  via: [{ source: 1, name: "left-pad", title: "Prototype pollution", url: "https://example.org/advisory", severity, range: "<1.3.1" }],
}); // prettier-ignore
const answer = (severity: string): string =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities: { "left-pad": weak(severity) }, metadata: {} });

test("a high or critical weakness is a fault with its name and its title, a lesser one is said", () => {
  for (const severity of ["high", "critical"])
    assert.match(judgeAdvisories(answer(severity)).faults.join(), new RegExp(`^left-pad: ${severity}: Prototype pollution`)); // prettier-ignore
  for (const severity of ["moderate", "low", "info"]) {
    const { faults, notes } = judgeAdvisories(answer(severity));
    assert.deepEqual([faults.length, notes.length], [0, 1]);
  }
  const indirect = JSON.stringify({ vulnerabilities: { a: { name: "a", severity: "high", via: ["left-pad"] } } });
  assert.deepEqual(judgeAdvisories(indirect).faults, ["a: high"]);
  assert.deepEqual(judgeAdvisories(JSON.stringify({ vulnerabilities: {} })), { asked: true, faults: [], notes: [] });
});

test("a registry that cannot be asked is said aloud, without its address, and is no fault", () => {
  const refused = JSON.stringify({ message: "405 Method Not Allowed - POST https://example.org/v1", statusCode: 405 }); // prettier-ignore
  for (const text of [refused, "", "<html>"]) {
    const { asked, faults, notes } = judgeAdvisories(text);
    assert.deepEqual([asked, faults], [false, []]);
    assert.match(notes.join(), /could NOT be asked for .*not checked/);
    assert.doesNotMatch(notes.join(), /example/);
  }
});

test("something is said each time: nothing passes in silence, and a release does not pass unasked", () => {
  const unasked = judgeAdvisories("");
  assert.deepEqual(judged(unasked, 7, false).code, 0);
  assert.match(judged(unasked, 7, false).line, /not asked/);
  assert.deepEqual(judged(unasked, 7, true).code, 1);
  const clean = judgeAdvisories(JSON.stringify({ vulnerabilities: {} }));
  for (const required of [true, false]) {
    const { line, code } = judged(clean, 7, required);
    assert.deepEqual([code, /asked about 7 packages/.test(line)], [0, true]);
    assert.equal(judged(judgeAdvisories(answer("high")), 7, required).code, 1);
    assert.equal(judged({ ...unasked, faults: ["a: has no digest"] }, 7, required).code, 1);
  }
});

const sound = { version: "1.0.0", resolved: "https://r/a/-/a-1.0.0.tgz", integrity: "sha512-x" };

test("a loose version, another source, a missing digest and a program at installation are faults", () => {
  const faults = (one: object, wanted = {}): string =>
    judgeLock({ packages: { "": {}, "node_modules/a": { ...sound, ...one } } }, wanted).join();
  assert.equal(faults({}, { a: "1.0.0" }), "");
  assert.match(faults({}, { a: "^1.0.0" }), /no exact version/);
  assert.match(faults({}, { a: "latest" }), /no exact version/);
  assert.match(faults({ resolved: "git+ssh://git@github.com/a/a.git#1" }), /from no registry/);
  assert.match(faults({ resolved: "http://r/a.tgz" }), /from no registry/);
  assert.match(faults({ integrity: undefined }), /no digest/);
  assert.match(faults({ integrity: "sha1-x" }), /no digest/);
  assert.match(faults({ hasInstallScript: true }), /runs a program/);
});

test("our own lock file is sound, and check asks", () => {
  const read = (file: string) => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8")) as never;
  const { dependencies, devDependencies, optionalDependencies, scripts } = read("package.json") as Record<string, Record<string, string>>; // prettier-ignore
  assert.deepEqual(judgeLock(read("package-lock.json"), { ...dependencies, ...devDependencies, ...optionalDependencies }), []); // prettier-ignore
  assert.match(scripts?.["check"] ?? "", /npm run -s audit/);
});
