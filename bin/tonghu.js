#!/usr/bin/env node
// Runs the command line on the Node that came with the package, whatever `node` is first on the path.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const local = (path) => fileURLToPath(new URL(path, import.meta.url));
const places = ["../node_modules/.bin/node", "../../.bin/node"].map(local);
const node = places.find((place) => existsSync(place)) ?? process.execPath;
const { status, signal } = spawnSync(node, [local("../src/cli.ts"), ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? (signal ? 130 : 70);
