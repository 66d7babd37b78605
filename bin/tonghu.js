#!/usr/bin/env node
// Runs the command line on the Node that came with the package, whatever `node` is first on the path.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const local = (path) => fileURLToPath(new URL(path, import.meta.url));
const places = ["../node_modules/.bin/node", "../../.bin/node"].map(local);
const node = places.find((place) => existsSync(place)) ?? process.execPath;
// Installed, types are taken off by strip.js; by NODE_OPTIONS, so that the build of the web pages has it too. Node says of
// the stripping that it is experimental: once is said in docs/decisions/0011-node-from-npm.md, not at each command.
const hooks = `--disable-warning=ExperimentalWarning --import=${new URL("strip.js", import.meta.url).href}`;
const installed = import.meta.url.includes("/node_modules/");
const options = [process.env.NODE_OPTIONS, ...(installed ? [hooks] : [])].filter(Boolean).join(" ");
const { status, signal } = spawnSync(node, [local("../src/cli.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, NODE_OPTIONS: options },
});
process.exitCode = status ?? (signal ? 130 : 70);
