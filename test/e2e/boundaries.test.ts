import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { places } from "../cast.ts";
import { inhabit } from "./inhabitants.ts";
import { openSite, type Site } from "./site.ts";
import { walking } from "./walking.ts";

/* Boundaries from a file to the map: whoever looks after the system loads them, a bad file is refused, others are offered nothing. */

let site: Site;
const { page, enterAs, open, go, complaints } = walking(() => site);

before(async () => {
  site = await openSite("desk");
  await inhabit(
    site,
    [
      { name: "陈县级", kind: "county", area: places.county },
      { name: "吴系统", kind: "system_admin", area: places.county },
    ],
    { 陈小禾: {}, 黄小榕: {} },
  );
});
after(() => site?.close());

const square = [[[116.1, 23.2], [116.2, 23.2], [116.2, 23.3], [116.1, 23.2]]]; // prettier-ignore
const line = [[116.1, 23.2], [116.2, 23.2]]; // prettier-ignore

const feature = (code: string, geometry: object) => ({ type: "Feature", properties: { code }, geometry });
const polygon = (code: string) => feature(code, { type: "Polygon", coordinates: square });

const collection = (features: readonly object[], more: object = {}): string =>
  JSON.stringify({ type: "FeatureCollection", ...more, features });

const send = (text: string) =>
  page()
    .getByLabel("边界文件")
    .setInputFiles({ name: "map.geojson", mimeType: "application/geo+json", buffer: Buffer.from(text) });

const card = () => page().locator(".card", { has: page().getByRole("heading", { name: "下级区划的边界" }) });

test("a file that cannot be taken is refused in words that say what is wrong and where", async () => {
  await enterAs("吴系统");
  await go(`areas?code=${places.county}`);
  await card().waitFor();
  for (const [text, said] of [
    ["{", "边界文件不是 GeoJSON 要素集合（FeatureCollection），没有载入。"],
    [JSON.stringify(polygon(places.east)), "边界文件不是 GeoJSON 要素集合（FeatureCollection），没有载入。"],
    [
      collection([polygon(places.east), feature(places.south, { type: "LineString", coordinates: line })]),
      "第 2 个要素的边界无法识别：只接受经纬度的多边形（Polygon、MultiPolygon）。",
    ],
    [collection([polygon("440305001")]), "第 1 个要素的区划代码 440305001 不是 "],
    [collection([polygon(places.east), polygon(places.east)]), `第 2 个要素的区划代码 ${places.east} 重复。`],
  ] as const) {
    await send(text);
    await card().getByText(said).waitFor();
    assert.equal(await card().getByRole("button", { name: "载入边界" }).count(), 0, said);
  }
  const { rows } = await site.people.database.db.owner.query<{ area: string }>("select area from area_boundary");
  assert.deepEqual(rows, [], "nothing was loaded");
});

test("an administrator sees what a file draws, says where it is from, and loads it; the county's board is a map from then on", async () => {
  await enterAs("吴系统");
  await go(`areas?code=${places.county}`);
  await send(collection([polygon(places.east)]));
  await card()
    .getByText(/画出 1 个下级区划（共 \d+ 个），4 个点/)
    .waitFor();
  await card().getByText("没有：图景按方块显示").waitFor();
  const load = card().getByRole("button", { name: "载入边界" });
  assert.ok(await load.isDisabled(), "without 审图号 it must be said to be a draft");
  await card().getByLabel("审图号", { exact: true }).fill("粤S(2024)001号");
  await card().getByLabel("来源").fill("广东省自然资源厅");
  await load.press("Enter");
  await card().getByText("已载入 1 个下级区划的边界，图景改用地图显示。").waitFor();

  await page().context().clearCookies();
  await enterAs("陈县级");
  await open("图景");
  const map = page().locator(".card", { has: page().getByRole("heading", { name: "地区地图" }) });
  await map.getByText("审图号：粤S(2024)001号　来源：广东省自然资源厅").waitFor();
  await map.getByText(/图上没有：.*流沙南街道/).waitFor();
  const canvas = map.locator("canvas");
  await canvas.waitFor();
  await page().waitForTimeout(500); // drawn with the next frame
  await canvas.click(); // the only shape stands in the middle
  await page().waitForURL(new RegExp(`area=${places.east}`));
  assert.deepEqual(complaints(), []);
});

test("who may not load any is offered nothing, and an administrator's elsewhere does not exist", async () => {
  await enterAs("陈县级");
  await go(`areas?code=${places.county}`);
  await page().locator(".card", { hasText: "区划变更" }).first().waitFor();
  assert.equal(await card().count(), 0);
  await page().context().clearCookies();
  await enterAs("吴系统");
  const refused = await page().evaluate(
    async (text) => {
      const body = new FormData();
      body.append("file", new Blob([text]), "map.geojson");
      const answer = await fetch("/api/area/units/440305/boundaries", { method: "POST", body });
      return { status: answer.status, said: await answer.text() };
    },
    collection([polygon("440305001")]),
  );
  assert.equal(refused.status, 404);
  assert.match(refused.said, /没有|未载入/);
});
