import assert from "node:assert/strict";
import { test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { parseBoundaries, statedBy } from "./boundaries.ts";

const square = [[[116, 23], [117, 23], [117, 24.1234567], [116, 23]]]; // prettier-ignore
const feature = (code: unknown, coordinates: unknown = square, type = "Polygon") => ({
  type: "Feature", properties: { code }, geometry: { type, coordinates },
}); // prettier-ignore
const bytes = (...features: unknown[]): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ type: "FeatureCollection", features }));
const lower = new Set(["445281001", "445281002"]);
const read = (file: Uint8Array) => parseBoundaries(file, "445281", lower);
const refused = (file: Uint8Array): string => {
  try {
    read(file);
  } catch (thrown) {
    if (isProblem(thrown)) {
      const { n } = thrown.data;
      return typeof n === "number" ? `${thrown.code} ${n}` : thrown.code;
    }
    throw thrown;
  }
  return "read";
};

test("polygons and many of them, codes as text or number, five digits of a degree", () => {
  const found = read(bytes(feature(445281001), feature("445281002", [square], "MultiPolygon")));
  assert.deepEqual(found.map(({ code }) => code), ["445281001", "445281002"]); // prettier-ignore
  assert.deepEqual(found[0]?.polygons[0]?.[0]?.[2], [117, 24.12346]);
});

test("what the file states of itself beside its features, and nothing where it states nothing", () => {
  const stating = (more: object) => statedBy(new TextEncoder().encode(JSON.stringify({ type: "FeatureCollection", features: [], ...more }))); // prettier-ignore
  assert.deepEqual(stating({ 审图号: " 粤S(2024)001号 ", source: "省厅" }), {
    approval: "粤S(2024)001号",
    source: "省厅",
  });
  assert.deepEqual(stating({ properties: { 来源: "市局" } }), { approval: null, source: "市局" });
  assert.deepEqual(stating({ 审图号: "", source: 7 }), { approval: null, source: null });
});

test("what is no boundary of a lower area is refused, with the number of the feature", () => {
  const cases: readonly (readonly [Uint8Array, string])[] = [
    [new TextEncoder().encode("PK"), "area.boundaries_unreadable"],
    [new TextEncoder().encode("[]"), "area.boundaries_unreadable"],
    [bytes(), "area.boundaries_unreadable"],
    [bytes(feature("445281001"), feature("440303001")), "area.boundary_foreign 2"],
    [bytes(feature(undefined)), "area.boundary_foreign 1"],
    [bytes(feature("445281001"), feature("445281001")), "area.boundary_twice 2"],
    [bytes(feature("445281001", [116, 23], "Point")), "area.boundary_malformed 1"],
    [bytes(feature("445281001", [[[116, 23], [117, 23], [116, 23]]])), "area.boundary_malformed 1"],
    [bytes(feature("445281001", [[[116, 23], [517, 23], [117, 24], [116, 23]]])), "area.boundary_malformed 1"],
    [bytes(feature("445281001", [[[116, 23], ["1", 23], [117, 24], [116, 23]]])), "area.boundary_malformed 1"],
    [bytes(null), "area.boundary_malformed 1"],
    [bytes(feature("445281001", [Array.from({ length: 100_001 }, () => [116, 23])])), "area.boundaries_large"],
  ]; // prettier-ignore
  for (const [file, code] of cases) assert.equal(refused(file), code);
});
