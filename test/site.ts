import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadAreas } from "#capabilities/area/index.ts";
import * as registry from "#capabilities/registry/index.ts";
import { newId } from "#kernel/id.ts";
import { isProblem } from "#kernel/problem.ts";
import type { Command, Io, Values } from "../src/commands/command.ts";
import { type Installation, openInstallation } from "../src/commands/installation.ts";
import { machine } from "../src/commands/machine.ts";
import { leftBehind, places } from "./cast.ts";
import { testDatabase, type TestDatabase } from "./database.ts";

/** One installation as its commands see it: a data folder and a database of its own. Close it at the end. */
export interface Site {
  readonly database: TestDatabase;
  readonly data: string;
  readonly io: Io & { readonly said: string[] };
  readonly env: Record<string, string>;
  open(): Promise<Installation>;
  close(): Promise<void>;
}

export async function site(options: { readonly empty?: boolean } = {}): Promise<Site> {
  const database = await testDatabase(options.empty ? options : { county: places.county });
  const data = mkdtempSync(join(tmpdir(), "tonghu-site-"));
  const env: Record<string, string> = {
    TONGHU_DATA: data,
    DATABASE_URL: database.url,
    DATABASE_APP_URL: database.appUrl,
  };
  const said: string[] = [];
  const write = (text: string): void => void said.push(text);
  const io = { out: write, err: write, pour: async () => undefined, json: true, env, said };
  const close = async (): Promise<void> => {
    await database.close();
    rmSync(data, { recursive: true, force: true });
  };
  return { database, data, io, env, open: () => openInstallation(io, { join: true }), close };
}

/** What a command says when it refuses: its code; "0" and the like where it ran. */
export async function answerOf(command: Command, io: Io, values: Values, positionals: string[] = []): Promise<string> {
  try {
    return String(await command.run(values, positionals, io));
  } catch (thrown) {
    if (isProblem(thrown)) return thrown.code;
    throw thrown;
  }
}

/** The county where it is not there yet, and so many children of its east village. */
export async function populate({ database, tonghu }: Installation, children: number): Promise<string[]> {
  const { rowCount } = await database.owner.query("select 1 from area_unit limit 1");
  if (!rowCount) await loadAreas(database.owner, [places.county]);
  return Promise.all(Array.from({ length: children }, (_, n) => registerChild(tonghu, `童${n}`)));
}

export async function registerChild(tonghu: Installation["tonghu"], name: string): Promise<string> {
  const childId = newId();
  const facts = { ...leftBehind, name, "guardian.name": `${name}祖母` };
  const command = { id: newId(), childId, area: places.eastVillage, source: "registration" as const, facts };
  await registry.register({ ...tonghu.ground, journal: tonghu.journal }, machine, command);
  return childId;
}
