import type { Fault } from "./tree.ts";

/*
 * What must not stand in any tracked text: the machine it was written on. The patterns are put together from pieces,
 * so that this file does not find itself.
 */
const either = (...words: readonly string[]): string => `(?:${words.join("|")})`;

const forbidden: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`https?://[\\w.-]*${either("registry", "npmmirror", "artifactory", "nexus", "verdaccio")}[\\w.-]*`, "i"),
    "a registry's host",
  ],
  [new RegExp(`"resolved":\\s*"http`), "a registry's address in the lock file"],
  [new RegExp(`(?:^|[\\s"'\`(=:])/${either("work", "home", "root", "Users")}/[\\w.]`), "a path of one machine"],
  [new RegExp(`(?:^|[\\s"'\`(=:])/${either("tmp", "var/tmp")}/[\\w.]`), "a path of one machine: use os.tmpdir()"],
  [new RegExp(`[A-Z]:\\\\${either("Users", "Documents")}`), "a path of one machine"],
  [new RegExp(`${either("BEGIN", "END")} ${either("RSA ", "EC ", "OPENSSH ", "")}PRIVATE KEY`), "a private key"],
];

const binary = /\.(png|jpe?g|gif|ico|woff2?|ttf|otf|xlsx?|pdf|zip|gz)$/i;

export const isText = (file: string): boolean => !binary.test(file);

export const faultsOfText = (file: string, text: string): Fault[] =>
  text.split("\n").flatMap((content, index) =>
    forbidden.flatMap(([pattern, what]) => {
      const found = pattern.exec(content);
      return found ? [{ file, line: index + 1, what: `${what}: ${found[0].trim()}` }] : [];
    }),
  );

const marks = new RegExp(`\\b${either(["TO", "DO"].join(""), ["FIX", "ME"].join(""))}\\b`);

/** Half-done work in what is not TypeScript: SQL, YAML, prose. */
export const faultsOfMarks = (file: string, text: string): Fault[] =>
  /\.(sql|ya?ml|sh)$/.test(file)
    ? text.split("\n").flatMap((content, index) => {
        const found = marks.exec(content)?.[0];
        return found ? [{ file, line: index + 1, what: `"${found}": finish it` }] : [];
      })
    : [];
