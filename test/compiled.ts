/** For the environment of programs that a test starts with little else: where `npm test` keeps scripts compiled. */
const folder = process.env["NODE_COMPILE_CACHE"];
export const compiled: Readonly<Record<string, string>> = folder ? { NODE_COMPILE_CACHE: folder } : {};
