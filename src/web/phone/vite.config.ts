import { defineConfig, type Plugin } from "vite";

const home = import.meta.dirname;

/**
 * What comes to the phone in zod's place: the words.ts of the capabilities make their schemas when they are loaded, and no
 * page of the phone asks one (28 of 110 kB). Whoever does is told so at once.
 */
const noSchemas = `
const nothing = new Proxy(() => nothing, {
  get(_target, name) {
    if (/parse/i.test(String(name))) throw new Error("no schema is asked on the phone");
    return typeof name === "symbol" ? undefined : nothing;
  },
});
export { nothing as z };
`;

const zod = /import \{ z \} from "zod"/;

const schemas: Plugin = {
  name: "schemas",
  enforce: "pre",
  resolveId: (source) => (source === "zod" ? "\0no-schemas" : undefined),
  load: (id) => (id === "\0no-schemas" ? noSchemas : undefined),
  // under a name that stands nowhere else (preact's own files are shortened to one letter), so that the bundler may be told
  // that making a schema does nothing else, and leaves out those that nobody asks
  transform: (code, id) => (id.endsWith(".ts") && zod.test(code) ? code.replace(zod, 'import { z as schemaOf } from "zod"').replaceAll(/\bz(?=\s*\.)/g, "schemaOf") : undefined), // prettier-ignore
};

// oxlint-disable-next-line import/no-default-export -- vite reads its configuration from the default export
export default defineConfig({
  root: home,
  base: "/phone/",
  plugins: [schemas],
  build: {
    outDir: "../../../dist/web/phone",
    emptyOutDir: true,
    target: "es2020", // old Android WebViews in the villages
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // the list of files in the worker is written by tools/shell.ts
      treeshake: { manualPureFunctions: ["schemaOf", "idSchema", "daySchema", "areaSchema", "factsSchema"] },
      input: { index: `${home}/index.html`, sw: `${home}/worker/sw.ts` },
      output: {
        // one file for the first screen: of many small ones each waits for a connection of its own
        codeSplitting: { groups: [{ name: "first", test: /phone\/main\.tsx$/, includeDependenciesRecursively: true }] },
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
