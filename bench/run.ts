/*
 * npm run bench -- [writes] [lists] [import] [decide] [link] [return] [walls] [desk] [rooms] [ledger] [sync] [phone] [--quick]
 *
 * Measures and prints; nothing here fails because something was slow. README.md keeps the last quiet run.
 */
import { parseArgs } from "node:util";
import { type Answer, machine, markdown } from "./figures.ts";
import { full, quick, type Sizes } from "./sizes.ts";

const questions: Readonly<Record<string, () => Promise<(sizes: Sizes) => Promise<Answer>>>> = {
  writes: async () => (await import("./writes.ts")).writes,
  lists: async () => (await import("./lists.ts")).listings,
  import: async () => (await import("./import.ts")).imports,
  decide: async () => (await import("./decide.ts")).decisions,
  link: async () => (await import("./link.ts")).linkage,
  return: async () => (await import("./return.ts")).returned,
  desk: async () => (await import("./desk.ts")).ledgerFilters,
  rooms: async () => (await import("./rooms.ts")).openings,
  ledger: async () => (await import("./ledger.ts")).ledgerInBrowser,
  sync: async () => (await import("./sync.ts")).syncs,
  phone: async () => (await import("./phone.ts")).phones,
  walls: async () => (await import("./walls.ts")).walls,
};

const { values, positionals } = parseArgs({ options: { quick: { type: "boolean" } }, allowPositionals: true });
const chosen = positionals.length > 0 ? positionals : Object.keys(questions);
const unknown = chosen.filter((name) => !Object.hasOwn(questions, name));
if (unknown.length > 0) {
  process.stderr.write(`no such question: ${unknown.join(" ")}; there are ${Object.keys(questions).join(" ")}\n`);
  process.exit(2);
}

process.stdout.write(`${machine()}\n`);
for (const name of chosen) {
  process.stderr.write(`${name} …\n`);
  const ask = await questions[name]?.();
  if (ask) process.stdout.write(`\n${markdown(await ask(values.quick ? quick : full))}\n`);
}
process.stdout.write(`\n${machine()}\n`);
