/** How much is measured; `--quick` shows that everything runs, and its figures are worth nothing. */
export interface Sizes {
  /** Children of the county where writes and lists are measured. */
  readonly county: number;
  /** Counties of that size in the large list; the small one is a single county. */
  readonly counties: number;
  readonly writes: number;
  readonly reads: number;
  readonly rounds: number;
  /** Rows of the survey workbooks. */
  readonly imports: readonly number[];
  readonly decisions: number;
  /** Rows of either register that are linked. */
  readonly links: number;
  readonly returned: number;
  /** Visits that wait on one phone, and phones that come at once. */
  readonly queued: number;
  readonly phones: number;
  /** Visits of a month, and saves in a row, on one phone. */
  readonly month: number;
  readonly saves: number;
}

export const full: Sizes = {
  county: 10_000, counties: 100, writes: 1000, reads: 1000, rounds: 5, imports: [10_000, 100_000], decisions: 50_000, links: 1_000_000, returned: 100_000, queued: 5000, phones: 500, month: 264, saves: 1000,
}; // prettier-ignore

export const quick: Sizes = {
  county: 1000, counties: 10, writes: 120, reads: 120, rounds: 2, imports: [500, 2000], decisions: 4000, links: 5000, returned: 2000, queued: 200, phones: 20, month: 24, saves: 20,
}; // prettier-ignore
