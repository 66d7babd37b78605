/**
 * The part of the country that a person's post covers, as a half-open range of area codes in byte order.
 * A statistical code is hierarchical, so a subtree is `[code, code + ':')` (':' follows '9'), and one index
 * serves it (databases.md, rules 7 and 8).
 */
export interface Scope {
  readonly lo: string;
  readonly hi: string;
  /** A department's officer: of that area, what was sent to this department (docs/decisions/0024-second-wall.md). */
  readonly department?: string;
}

/** Province 2, prefecture 4, county 6, township 9, village 12 digits; '0' stands for the whole nation. */
export type AreaCode = string;

const shape = /^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/;

export const isAreaCode = (text: unknown): text is AreaCode => typeof text === "string" && shape.test(text);

/**
 * 东莞 4419, 中山 4420, 儋州 4604 and 嘉峪关 6202 have no county level; where a county is meant, a code of six digits
 * stands for the whole city. It is no padding, even where it ends in two zeros.
 */
export const cityCounties: ReadonlyMap<AreaCode, AreaCode> = new Map([
  ["4419", "441900"],
  ["4420", "442000"],
  ["4604", "460400"],
  ["6202", "620201"],
]);

export const nation: Scope = { lo: "0", hi: ":" };

export const subtree = (code: AreaCode): Scope => (code === "0" ? nation : { lo: code, hi: `${code}:` });

export const within = (scope: Scope, code: AreaCode): boolean => code >= scope.lo && code < scope.hi;

/** The county that keys a child's row in the county-keyed views: the first six digits. */
export const countyOf = (code: AreaCode): string => code.slice(0, 6);
