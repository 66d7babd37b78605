import pg from "pg";
import * as area from "#capabilities/area/index.ts";
import { nation, subtree } from "#kernel/scope.ts";
const db = new pg.Client("postgres://owner@127.0.0.1:54931/postgres"); await db.connect();
const D="2024-07-01";
const time = async (l: string, f: () => Promise<unknown>) => { const t=performance.now(); const r = await f(); console.log(l, (performance.now()-t).toFixed(0)+"ms", JSON.stringify(r)?.slice(0,600)); };
await time("county", () => area.loadAreas(db, ["445281"]));
await time("county again", () => area.loadAreas(db, ["445281"]));
if (process.argv[2]) { await db.query("begin"); let top=0; await time("nation", () => area.loadAreas(db, ["0"], () => { top=Math.max(top, process.memoryUsage().rss); })); await db.query("commit"); console.log(top/1e6); await db.query("analyze area_unit"); }
for (const c of ["445281001001","500109","469001","441900003001","4604","620201"]) await time(c, () => area.areaPath(db, c, D).catch((e)=>e.code));
await time("children 50", () => area.childrenOf(db, "50", D).then(r=>r.map(x=>x.name)));
await time("children 5002", () => area.childrenOf(db, "5002", D).then(r=>r.map(x=>x.name)));
await time("children 0", () => area.childrenOf(db, "0", D).then(r=>r.length));
await time("children 46", () => area.childrenOf(db, "46", D).then(r=>r.map(x=>x.name+x.hasChildren)));
for (const [t,s] of [["流沙",nation],["lsd",nation],["南园",subtree("445281")],["南园",nation],["xyz",nation],["园新",nation],["bb",nation],["%",nation]] as const) await time("search "+t, () => area.search(db, t, s, D).then(r=>r.map(x=>x.path.join(""))));
for (const [t,s] of [["普宁市流沙东街道新安村",subtree("445281001")],["新安村",subtree("445281001")],["新安",subtree("445281")],["赤岗",subtree("445281102")],["广东省揭阳市普宁市赤岗镇赤岗村民委员会",subtree("445281102")],["普宁",nation],["北京市朝阳区",nation],["广东深圳",nation],["新村",nation],["４４５２８１００１００１",subtree("445281")],["445281000000",subtree("445281001")],["441900",nation],["普宁市 流沙东街道 无名村",subtree("445281")],["东莞市东城街道岗贝社区",nation],["重庆市北碚区",nation],["海南五指山",nation], ["'; drop table",nation]] as const) await time("resolve "+t, () => area.resolveName(db, t, s, D).then(r=>r.kind==="found"?[r.code,r.area.name]:r.kind==="ambiguous"?r.candidates.map(c=>c.path.join("")):r));
await db.end();
