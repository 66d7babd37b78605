import { defineConfig } from "vite";

// oxlint-disable-next-line import/no-default-export -- Vite reads its configuration from the default export
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "react" } },
  build: {
    target: "es2020",
    // antd is one page set, cut by route; its base chunk is larger than Vite's default warning.
    chunkSizeWarningLimit: 900,
    // Small pictures as files: the page's security policy stays simple.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // antd marks every file "use client", which means nothing in a page without a server side.
      onwarn: (warning, tell) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") tell(warning);
      },
    },
  },
});
