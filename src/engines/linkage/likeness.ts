/* How alike two short texts are, on code units: names in Latin letters, free text, codes. */

const matchedA = new Uint8Array(256);
const matchedB = new Uint8Array(256);

/** Marks the units that both have within reach of each other; how many. */
function countMatches(a: Uint16Array, b: Uint16Array): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  matchedA.fill(0, 0, a.length);
  matchedB.fill(0, 0, b.length);
  let matches = 0;
  for (let i = 0; i < a.length; i++) {
    const to = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < to; j++) {
      if (matchedB[j] === 1 || a[i] !== b[j]) continue;
      matchedA[i] = 1;
      matchedB[j] = 1;
      matches++;
      break;
    }
  }
  return matches;
}

function countExchanges(a: Uint16Array, b: Uint16Array): number {
  let exchanged = 0;
  let j = 0;
  for (let i = 0; i < a.length; i++) {
    if (matchedA[i] !== 1) continue;
    while (matchedB[j] !== 1) j++;
    if (a[i] !== b[j]) exchanged++;
    j++;
  }
  return exchanged / 2;
}

/**
 * Jaro-Winkler of two texts of at most 256 code units, 0 to 1 (Winkler 1990: a common beginning of up to four counts a
 * tenth of what is missing).
 */
export function jaroWinkler(a: Uint16Array, b: Uint16Array): number {
  const matches = countMatches(a, b);
  if (matches === 0) return 0;
  const jaro = (matches / a.length + matches / b.length + (matches - countExchanges(a, b)) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Insertions, deletions, replacements and exchanges of neighbours between two codes, counted up to 3. */
export function edits(a: Uint16Array, b: Uint16Array): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let [before, last] = [new Uint8Array(b.length + 1), Uint8Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint8Array(b.length + 1);
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row[j] = least;
    }
    [before, last] = [last, row];
  }
  return Math.min(3, last[b.length] ?? 3);
}

/** Whether all units of the shorter text stand in the longer one in their order: 流沙一小 in 流沙第一小学. */
export function isAbbreviation(a: Uint16Array, b: Uint16Array): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 3) return false;
  let at = 0;
  for (const unit of long) if (unit === short[at]) at++;
  return at === short.length;
}
