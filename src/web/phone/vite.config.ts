import { defineConfig } from "vite";

const home = import.meta.dirname;

// oxlint-disable-next-line import/no-default-export -- vite reads its configuration from the default export
export default defineConfig({
  root: home,
  base: "/phone/",
  build: {
    outDir: "../../../dist/web/phone",
    emptyOutDir: true,
    target: "es2020", // old Android WebViews in the villages
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // a schema that no page asks is left out: words.ts of the capabilities are the server's too
      treeshake: { manualPureFunctions: ["z"] },
      // the list of files in the worker is written by tools/shell.ts
      input: { index: `${home}/index.html`, sw: `${home}/worker/sw.ts` },
      output: { entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
