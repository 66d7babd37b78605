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
  let sum = 0;
  for (let i = k; i <= n; i += 1) sum += Math.exp(logChoose(n, i) + i * Math.log(p) + (n - i) * Math.log1p(-p));
  return Math.min(sum, 1);
}
