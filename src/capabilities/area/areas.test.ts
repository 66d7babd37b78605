import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Problem } from "#kernel/problem.ts";
import { nation, subtree } from "#kernel/scope.ts";
import { inScope } from "#platform/db/scope.ts";
import { type TestDatabase, testDatabase } from "#test/database.ts";
import { changesWithin, historyShown } from "./changes.ts";
import {
  applyChanges,
  areaPath,
  childrenOf,
  existsVillage,
  findArea,
  findByCode,
  getArea,
  historyOf,
  loadAreas,
  nameResolver,
  parseChanges,
  requireVillage,
  resolveName,
  search,
  successors,
} from "./index.ts";

const day = "2024-07-01";
let at: TestDatabase;

/** As the owner loads and changes; everything else is asked as the application. */
const asOwner = <T>(work: Parameters<typeof inScope<T>>[2]): Promise<T> => inScope(at.db.owner, nation, work);
const load = (...codes: string[]) => asOwner((db) => loadAreas(db, codes));
const change = (csv: string) =>
  asOwner((db) => applyChanges(db, parseChanges(new TextEncoder().encode(`日期,方式,原代码,新代码,新名称\n${csv}`))));
const code = (problem: string) => (thrown: unknown) => thrown instanceof Problem && thrown.code === problem;

before(async () => {
  at = await testDatabase();
  await load("445281", "4419", "460400", "500109");
});
after(() => at.close());

test("the application may read the division and not write it", async () => {
  for (const statement of [
    "insert into area_alias values ('44', '粤', '粤', 'name')",
    "update area_unit set name = 'x'",
    "delete from area_succession",
  ]) {
    await assert.rejects(at.db.pool.query(statement), /permission denied/);
  }
});

test("a second load changes nothing; a code that the source lacks is refused and leaves nothing behind", async () => {
  assert.equal((await load("445281")).inserted, 0);
  await assert.rejects(load("441302", "999999"), code("area.unknown"));
  assert.equal(await findArea(at.db.pool, "441302001", day), undefined);
});

test("a code is loaded in its full form too, with the zeros that stand for everything below it", async () => {
  for (const written of ["445281000000", "441900", "460400000000", "500109000"])
    assert.equal((await load(written)).inserted, 0, written);
  assert.ok((await load("620200")).inserted > 0);
  assert.equal((await load("6202", "620201")).inserted, 0);
  await assert.rejects(load("990000"), code("area.unknown"));
});

test("the sample county has 33 townships and 580 villages", async () => {
  const townships = await childrenOf(at.db.pool, "445281", day);
  assert.equal(townships.length, 33);
  const villages = await Promise.all(townships.map((unit) => childrenOf(at.db.pool, unit.code, day)));
  assert.equal(villages.flat().length, 580);
});

test("the tree steps over what exists in codes only", async () => {
  const names = async (above: string) => (await childrenOf(at.db.pool, above, day)).map((unit) => unit.name);
  assert.ok((await names("50")).includes("北碚区"));
  assert.ok((await names("5001")).includes("北碚区"));
  assert.ok((await names("4419")).includes("东城街道"));
  assert.ok((await names("46")).includes("五指山市"));
  assert.equal((await names("0")).length, 31);
  assert.deepEqual(await names("445281001001"), []);
});

test("names from the province down, whatever the depth", async () => {
  const paths: [string, string][] = [
    ["445281001001", "广东省揭阳市普宁市流沙东街道玉环居委会"],
    ["441900003001", "广东省东莞市东城街道岗贝社区居民委员会"],
    ["460400100", "海南省儋州市那大镇"],
    ["500109", "重庆市北碚区"],
    ["469001", "海南省五指山市"],
    ["50", "重庆市"],
  ];
  for (const [unit, path] of paths) assert.equal((await areaPath(at.db.pool, unit, day)).join(""), path);
});

test("a code is known in its full form and under its other names", async () => {
  const found: [string, string][] = [
    ["445281000000", "445281"],
    ["440000", "44"],
    ["441900", "4419"],
    ["441900000000", "4419"],
    ["460400", "4604"],
    ["445281001", "445281001"],
  ];
  for (const [written, meant] of found)
    assert.equal((await findByCode(at.db.pool, written, day))?.code, meant, written);
  assert.equal(await findByCode(at.db.pool, "999999", day), undefined);
});

test("only a village or a township holds a child's file", async () => {
  assert.equal((await requireVillage(at.db.pool, "445281001001", day)).name, "玉环居委会");
  assert.equal((await requireVillage(at.db.pool, "445281001", day)).level, "township");
  await assert.rejects(requireVillage(at.db.pool, "445281", day), code("area.not_a_village"));
  await assert.rejects(requireVillage(at.db.pool, "445281001999", day), code("area.unknown"));
  await assert.rejects(getArea(at.db.pool, "445281001999", day), code("area.unknown"));
  const asked = ["445281001001", "445281001", "445281001999", "x'; --", "445281001201"];
  assert.deepEqual(await existsVillage(at.db.pool, asked, day), new Set(["445281001001", "445281001201"]));
});

test("search by name and by initials stays within the scope", async () => {
  const names = async (text: string, scope = subtree("445281")) =>
    (await search(at.db.pool, text, scope, day)).map((unit) => unit.path.join(""));
  assert.deepEqual((await names("流沙东"))[0], "广东省揭阳市普宁市流沙东街道");
  assert.deepEqual((await names("LSD"))[0], "广东省揭阳市普宁市流沙东街道");
  assert.ok((await names("沙东")).includes("广东省揭阳市普宁市流沙东街道"));
  assert.deepEqual(await names("流沙东", subtree("4419")), []);
  for (const hostile of ["%", "_", "'", "\\", "", " ", "\u0000", "流".repeat(1000)]) {
    assert.deepEqual(await names(hostile), [], JSON.stringify(hostile));
  }
});

const meant = async (text: string, scope: string, levels?: Parameters<typeof resolveName>[4]): Promise<string> => {
  const found = await resolveName(at.db.pool, text, scope === "0" ? nation : subtree(scope), day, levels);
  if (found.kind === "found") return found.code;
  if (found.kind === "ambiguous") return found.candidates.map((one) => one.code).join(" ");
  return found.near ? `near ${found.near.code}` : "none";
};

test("a place as a clerk writes it", async () => {
  const table: [string, string, string][] = [
    ["普宁市流沙东街道新安村", "445281001", "445281001201"],
    ["广东省揭阳市普宁市流沙东街道新安村民委员会", "445281001", "445281001201"],
    ["普宁 流沙东 新安", "445281", "445281001201"],
    ["普宁市新安村", "445281001", "445281001201"],
    ["新安村", "445281001", "445281001201"],
    ["新安社区居委会", "445281001", "445281001201"],
    ["流沙东街道办事处新安村委", "445281", "445281001201"],
    ["（流沙东街道）新安村", "445281", "445281001201"],
    ["４４５２８１００１２０１", "445281", "445281001201"],
    ["445281001201", "445281001", "445281001201"],
    ["新安", "445281", "445281001201 445281104225"],
    ["六斗埔村", "4419", "none"],
    ["445281001201", "4419", "none"],
    ["普宁市流沙东街道无名村", "445281", "near 445281001"],
    ["东莞市东城街道岗贝社区", "0", "441900003001"],
    ["广东省东莞", "0", "4419"],
    ["重庆北碚", "0", "500109"],
    ["深圳", "0", "4403"],
    ["海南", "0", "46"],
    ["广西", "0", "45"],
    ["北京市朝阳区", "0", "110105"],
    ["", "0", "none"],
    ["   ", "0", "none"],
    ["'; drop table area_unit; --", "0", "none"],
    ["村", "445281", "none"],
    ["啊".repeat(5000), "0", "none"],
  ];
  for (const [text, scope, expected] of table) assert.equal(await meant(text, scope), expected, text);
});

test("the level that is asked for decides between a town and its village of the same name", async () => {
  assert.equal(await meant("赤岗", "445281102"), "445281102 445281102001");
  assert.equal(await meant("赤岗", "445281102", ["village"]), "445281102001");
  assert.equal(await meant("赤岗", "445281102", ["township"]), "445281102");
  assert.equal(await meant("流沙东街道", "445281", ["village"]), "near 445281001");
  assert.equal(await meant("445281001", "445281", ["village"]), "near 445281001");
  assert.equal(await meant("普宁", "0", ["province", "prefecture", "county"]), "445281");
});

test("a resolver remembers the texts that it met", async () => {
  let asked = 0;
  const counting = {
    query: ((...args: Parameters<typeof at.db.pool.query>) => (
      asked++,
      at.db.pool.query(...args)
    )) as typeof at.db.pool.query,
  };
  const resolve = nameResolver(counting, subtree("445281"), day);
  const first = await resolve("新安村");
  const queries = asked;
  assert.equal(await resolve("新安村"), first);
  assert.equal(asked, queries);
});

test("after a change the old code still has its name of the day, and leads to its successor", async () => {
  const old = "445281401001"; // 大池农场
  const then = await getArea(at.db.pool, old, day);
  await change(
    "2025-01-01,变更代码,445281401,445281409,大池镇\n2025-03-01,更名,445281409001,,大池新村村委会\n2025-06-01,别名,445281409,,老农场",
  );
  assert.equal((await getArea(at.db.pool, old, "2024-12-31")).name, then.name);
  assert.equal(await findArea(at.db.pool, old, "2025-01-01"), undefined);
  assert.equal((await areaPath(at.db.pool, old, day)).join(""), `广东省揭阳市普宁市大池农场${then.name}`);
  assert.deepEqual(await successors(at.db.pool, old, day, "2024-12-31"), [old]);
  assert.deepEqual(await successors(at.db.pool, old, day, "2025-12-31"), ["445281409001"]);
  const now = await areaPath(at.db.pool, "445281409001", "2025-12-31");
  assert.equal(now.join(""), "广东省揭阳市普宁市大池镇大池新村村委会");
  assert.deepEqual(
    (await historyOf(at.db.pool, "445281409001")).map((one) => one.how),
    ["recoded", "renamed"],
  );
  const resolve = async (text: string) => resolveName(at.db.pool, text, subtree("445281"), "2025-12-31");
  for (const text of [old, `大池农场${then.name}`, "老农场大池新村", "大池镇大池新村"]) {
    const found = await resolve(text);
    assert.equal(found.kind === "found" && found.code, "445281409001", text);
  }
});

test("a split leads to all its parts, a merger to one; a later load brings nothing old back", async () => {
  await change(
    [
      "2025-02-01,拆分,445281002001,445281002001,",
      "2025-02-01,拆分,445281002001,445281002099,示例新社区居委会",
      "2025-04-01,合并,445281002099,445281002002,",
    ].join("\n"),
  );
  assert.deepEqual(await successors(at.db.pool, "445281002001", day, "2025-02-01"), ["445281002001", "445281002099"]);
  assert.deepEqual(await successors(at.db.pool, "445281002001", day, "2025-12-31"), ["445281002001", "445281002002"]);
  assert.equal((await load("445281")).inserted, 0);
  assert.equal(await findArea(at.db.pool, "445281002099", "2025-12-31"), undefined);
});

test("changes are read with the names of their days, page by page, and a code's own life with its other names", async () => {
  await change("2025-05-01,新设,,445281003999,示例村民委员会");
  const all = await changesWithin(at.db.pool, subtree("445281"), undefined, 50);
  const words = all.lines.map(({ on, how, old, new: now }) => `${on} ${how} ${old?.name ?? ""} ${now.name}`);
  assert.ok(words.includes("2025-01-01 recoded 大池农场 大池镇"), words.join("\n"));
  assert.ok(words.includes("2025-05-01 created  示例村民委员会"), words.join("\n"));
  assert.ok(words.some((line) => line.startsWith("2025-04-01 merged 示例新社区居委会 ")));
  assert.equal(words.filter((line) => line.startsWith("2025-02-01 split")).length, 2, "founded by a split, and not once more as new");
  const days = all.lines.map(({ on }) => on);
  assert.deepEqual(days, days.toSorted().toReversed());
  const pages = [];
  for (let from: string | undefined, n = 0; n === 0 || from !== undefined; n++) {
    const page = await changesWithin(at.db.pool, subtree("445281"), from, 2);
    pages.push(...page.lines);
    from = page.next ?? undefined;
  }
  assert.deepEqual(pages, all.lines);
  assert.deepEqual((await changesWithin(at.db.pool, subtree("4419"), undefined, 50)).lines, []);
  await assert.rejects(changesWithin(at.db.pool, nation, "x", 2), code("http.input_invalid"));
  const life = await historyShown(at.db.pool, "445281409");
  assert.deepEqual(life.changes.map(({ how }) => how), ["recoded"], "of the unit itself, not of what lies below");
  assert.deepEqual(life.aliases.filter(({ kind }) => kind === "name"), [{ alias: "老农场", kind: "name" }]);
  const village = await historyShown(at.db.pool, "445281409001");
  assert.deepEqual(village.versions.map(({ validTo }) => validTo), ["2025-03-01", null]);
  await assert.rejects(historyShown(at.db.pool, "445281999"), code("area.unknown"));
}); // prettier-ignore

test("a table with one bad line writes nothing at all", async () => {
  const count = async () =>
    (await at.db.pool.query<{ n: number }>("select count(*)::int as n from area_unit")).rows[0]?.n;
  const rows = await count();
  await assert.rejects(
    change("2026-01-01,更名,445281003,,好街道\n2026-01-01,合并,445281004,445281003,"),
    code("area.changes_refused"),
  );
  assert.equal(await count(), rows);
  assert.equal((await getArea(at.db.pool, "445281003", "2026-06-01")).name, "流沙西街道");
});
