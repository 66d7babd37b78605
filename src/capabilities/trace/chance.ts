/** Natural logarithm of n over k. */
function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i += 1) sum += Math.log(n - k + i) - Math.log(i);
  return sum;
}

/**
 * The chance that of n things drawn, each of a sort with probability p, k or more are of that sort (binomial
 * distribution). Errors: none for 0 <= k <= n and 0 <= p <= 1.
 */
export function chanceOfAtLeast(k: number, n: number, p: number): number {
  if (k <= 0 || p >= 1) return 1;
  if (p <= 0) return 0;
  const odds = Math.log(p) - Math.log1p(-p);
  let sum = 0;
  // each term from the one before: worked out anew each time, whoever read ten thousand files held the server up
  for (let i = k, term = logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p); i <= n; i += 1) {
    sum += Math.exp(term);
    term += Math.log(n - i) - Math.log(i + 1) + odds;
  }
  return Math.min(sum, 1);
}
