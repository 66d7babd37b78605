import assert from "node:assert/strict";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { parse } from "yaml";
import { postNames } from "#capabilities/account/words.ts";
import { endings } from "#capabilities/entrustment/words.ts";
import { factByKey, groups } from "#capabilities/registry/facts.ts";
import { sentences as refusals } from "../src/joined.ts";
import { read, root } from "./house/tree.ts";
import { functionsOf, languageCodes, languages, moduleOf, placeholdersOf, sentencesOf } from "./language.ts";
import { chineseIn, faultsOfCalls, keysNamed, phoneModules } from "./languageCalls.ts";
import { parseModule } from "./house/module.ts";

const zh = sentencesOf("zh-CN");
const codes = languageCodes();
/** What comes from the server in Chinese, and may have a sentence of the language's own. */
const isBeside = (key: string): boolean => /^(?:refusal|word)\./.test(key);

const levelWords = (): string[] =>
  globSync("policies/*/pack.yaml", { cwd: root }).flatMap((file) =>
    [...read(file).matchAll(/^ +word: (\S+)$/gm)].map(([, said = ""]) => said),
  );

/** What packs ask and call things in an agreement of care. */
const careWords = (): string[] =>
  globSync("policies/*/pack.yaml", { cwd: root }).flatMap((file) => {
    const pack = parse(read(file)) as {
      entrustment?: Record<"signers" | "questions", { title: string }[] | undefined>;
    };
    const { signers = [], questions = [] } = pack.entrustment ?? {};
    return [...signers, ...questions].map(({ title }) => title);
  });

const none = (faults: readonly string[]): void => assert.deepEqual([...faults], []);

/** Files whose Chinese is data and not a sentence: names of provinces. */
const names = new Set(["src/web/phone/area/provinces.ts"]);
const modules = phoneModules();

test("each language has the keys of the Chinese one", () => {
  assert.ok(codes.includes("zh-CN") && codes.includes("en"), codes.join());
  for (const code of codes) {
    const keys = Object.keys(sentencesOf(code)).filter((key) => !isBeside(key));
    assert.deepEqual(keys.toSorted(), Object.keys(zh).toSorted(), code);
  }
});

test("each sentence wants the same values in each language", () => {
  for (const code of codes) {
    const all = sentencesOf(code);
    const other = Object.keys(zh).filter(
      (key) => placeholdersOf(code, all[key] ?? "").join() !== placeholdersOf("zh-CN", zh[key] ?? "").join(),
    );
    assert.deepEqual(other, [], code);
  }
});

test("what a language has beside is a refusal of the server or a word of the catalogue, of a post or of a colour", () => {
  const owned = new Set(
    [...factByKey.values()].flatMap(({ zh: label, options }) => [label, ...Object.values(options ?? {})]),
  );
  for (const one of [...Object.values(groups), ...Object.values(postNames), ...levelWords()]) owned.add(one);
  for (const one of [...careWords(), ...Object.values(endings)]) owned.add(one);
  for (const code of codes)
    for (const [key, sentence] of Object.entries(sentencesOf(code)).filter(([one]) => isBeside(one))) {
      const [, kind, name = ""] = /^(refusal|word)\.(.+)$/.exec(key) ?? [];
      assert.ok(kind === "word" ? owned.has(name) : name in refusals, `${code}: nobody says ${key}`);
      assert.deepEqual(placeholdersOf(code, sentence), [], `${code}: ${key} is given nothing`);
    }
});

test("no English sentence has a Chinese word or sign", () => {
  none(
    Object.values(sentencesOf("en")).filter((sentence) => /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(sentence)),
  );
});

test("each call names a key that is there, with what its sentence wants, and each key is named", () => {
  none(modules.flatMap((module) => faultsOfCalls(module, zh)));
  const named = keysNamed(modules);
  none(Object.keys(zh).filter((key) => !key.startsWith("language.") && !named.some((one) => key === one || (one.endsWith("*") && key.startsWith(one.slice(0, -1))))));
}); // prettier-ignore

test("no Chinese stands in the phone's source outside its language", () => {
  none(modules.filter(({ file }) => !names.has(file)).flatMap(chineseIn));
});

test("planted faults are found", () => {
  const planted = parseModule("x.tsx", 'const a = "你"; const b = `${a}，`; const c = <p>好</p>; text("no.such"); text("me.unsent"); text("me.title", { n: 1 });'); // prettier-ignore
  assert.equal(chineseIn(planted).length, 3);
  assert.equal(faultsOfCalls(planted, zh).length, 3);
  none([...chineseIn(parseModule("y.ts", "// 你\nconst a = 1;"))]);
});

test("whatever stands in a sentence comes out as it is", async () => {
  const odd = {
    "7.days": "7 days",
    default: "a \"b\" 'c' it's",
    constructor: "`$x` \\n \u2028",
    quoted: "'{'n'}' {n}",
  };
  const url = `data:text/javascript,${encodeURIComponent(moduleOf("zh-CN", odd))}`;
  const { default: said } = (await import(url)) as { default: Record<string, (values: object) => string> };
  assert.equal(said["7.days"]?.({}), "7 days");
  assert.equal(said["default"]?.({}), odd.default);
  assert.equal(said["constructor"]?.({}), odd.constructor);
  assert.equal(said["quoted"]?.({ n: "“{n}”" }), "{n} “{n}”", "a value is never read as a sentence");
  assert.throws(() => moduleOf("zh-CN", { broken: "{n, plural, one {x}" }));
});

const folder = mkdtempSync(join(tmpdir(), "tonghu-language-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("what the build makes of a language says the same as the language", async () => {
  const entry: Record<string, string> = Object.fromEntries(codes.map((code) => [code, join(import.meta.dirname, `../src/web/phone/language/${code}.json`)])); // prettier-ignore
  entry["later"] = join(import.meta.dirname, "../src/web/phone/language/zh-CN.json?later");
  await build({ configFile: false, logLevel: "silent", plugins: [languages()], build: { outDir: folder, lib: { entry, formats: ["es"] } } }); // prettier-ignore
  const builtIn = async (name: string): Promise<ReturnType<typeof functionsOf>> =>
    ((await import(pathToFileURL(join(folder, `${name}.js`)).href)) as { default: ReturnType<typeof functionsOf> })
      .default;
  const later = await builtIn("later");
  for (const code of codes) {
    const built = { ...(await builtIn(code)), ...(code === "zh-CN" && later) };
    const own = functionsOf(code, sentencesOf(code));
    for (const [key, sentence] of Object.entries(sentencesOf(code)))
      for (const n of [0, 1, 2, 1000]) {
        const values = Object.fromEntries(placeholdersOf(code, sentence).map((name) => [name, n]));
        assert.equal(built[key]?.(values), own[key]?.(values), `${code} ${key}`);
      }
  }
});
