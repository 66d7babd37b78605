// Node takes the types off a .ts file by itself, but not below node_modules, where an installed package lies. This does
// the same for our own files, and for no others, with Node's own stripping (docs/decisions/0011-node-from-npm.md).
import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

const own = new URL("../", import.meta.url).href;
const isOwn = (url) => url.startsWith(own) && url.endsWith(".ts") && !url.slice(own.length).includes("node_modules/");

registerHooks({
  load(url, context, next) {
    if (!isOwn(url)) return next(url, context);
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), "utf8"));
    return { format: "module", source, shortCircuit: true };
  },
});
