import { accessSync, constants, existsSync, globSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The web pages, each a folder of src/web that is built into a folder of dist/web and served under its name. */
export const pages = ["desk", "phone", "public"] as const;
export type Page = (typeof pages)[number];

const sources = ["src/**/*", "package-lock.json"];

/** When it was last written in ms since 1970; 0 where there is nothing. */
const writtenAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * The pages of `root` that have to be built: those that never were, and those of before a change of the source, so that a
 * checkout that is brought up to date never serves the screens of before beside the server of now. The files of an installed
 * package bear one time of long ago: what was built at its first start stays until it is replaced.
 */
export function outdated(root: string): readonly Page[] {
  const found = globSync(sources, { cwd: root, exclude: ["**/*.test.ts"], withFileTypes: true });
  const files = found.filter((file) => file.isFile());
  const changed = Math.max(0, ...files.map(({ parentPath, name }) => writtenAt(join(parentPath, name))));
  return pages.filter((page) => {
    const built = writtenAt(join(root, "dist/web", page, "index.html"));
    return built === 0 || built < changed;
  });
}

const isWritable = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

/** The first folder that a build of these pages writes into and whoever runs us may not; undefined where all are open. */
export const unwritable = (root: string, wanted: readonly Page[]): string | undefined =>
  wanted
    .flatMap((page) => [nearest(join(root, "dist/web", page)), join(root, "src/web", page)])
    .find((folder) => !isWritable(folder));
