import { defineConfig } from "vite";

// oxlint-disable-next-line import/no-default-export -- vite reads its configuration from the default export
export default defineConfig({
  root: import.meta.dirname,
  base: "/public/",
  build: {
    outDir: "../../../dist/web/public",
    emptyOutDir: true,
    target: "es2020", // whatever phone somebody happens to have
    modulePreload: { polyfill: false },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
