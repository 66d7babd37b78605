import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The folder of the checkout. */
export const root = path.resolve(import.meta.dirname, "../..");

/** One thing that breaks a rule of the house, where it stands, and what to do about it. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

export const say = ({ file, line, what }: Fault): string => `${file}:${line}  ${what}`;

/** A matcher of .gitignore's lines as this repository writes them: `name/`, `*.ext`, `path/file`. */
export function ignored(gitignore: string): (file: string) => boolean {
  const lines = gitignore.split("\n").map((line) => line.trim());
  const tests = lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line): ((file: string) => boolean) => {
      const name = line.replace(/^\/|\/$/g, "");
      if (name.startsWith("*")) return (file) => file.endsWith(name.slice(1));
      if (line.startsWith("/") || name.includes("/")) return (file) => file === name || file.startsWith(`${name}/`);
      return (file) => file.split("/").includes(name);
    });
  return (file) => file === ".git" || tests.some((test) => test(file));
}

/** Every file that git would track, relative to the root, with `/`, sorted. */
export function listTree(folder: string = root): string[] {
  const skip = ignored(readFileSync(path.join(folder, ".gitignore"), "utf8"));
  const walk = (under: string): string[] =>
    readdirSync(path.join(folder, under), { withFileTypes: true }).flatMap((entry) => {
      const file = under === "" ? entry.name : `${under}/${entry.name}`;
      if (skip(file)) return [];
      if (entry.isDirectory()) return walk(file);
      return entry.isFile() ? [file] : [];
    });
  return walk("").toSorted();
}

export const read = (file: string, folder: string = root): string => readFileSync(path.join(folder, file), "utf8");
