import { defineConfig } from "vite";

// oxlint-disable-next-line import/no-default-export -- vite reads its configuration from the default export
export default defineConfig({
  root: import.meta.dirname,
  base: "/phone/",
  // Old Android WebViews in the villages.
  build: { outDir: "../../../dist/web/phone", emptyOutDir: true, target: "es2020", modulePreload: { polyfill: false } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
