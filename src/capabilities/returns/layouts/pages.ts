/** An A4 sheet's height between the margins of 0.6 inch that the workbook writer sets, in points. */
const pageHeight = 842 - 2 * 43.2;
/** Left free at the foot of a page: less than any row, more than the readers of a workbook differ by. */
const spare = 8;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/**
 * Row heights with which the pages of a printed workbook end between blocks, so that no level cell is torn apart.
 * Excel ignores page breaks set by hand once a sheet is fitted to one page across; so the rows of each page but the
 * last are drawn out a little until the next block has no room there. A block longer than a page flows on as it is.
 *
 * `heights` in points by row from 0; `headRow` = number of rows above the first block, the last of which is repeated;
 * `blocks` = first row of each block, then the first row behind the last one (with the 合计); notes flow on freely.
 */
export function fillPages(heights: readonly number[], headRow: number, blocks: readonly number[]): number[] {
  const filled = [...heights];
  const repeated = heights[headRow - 1] ?? 0;
  let [first, used] = [headRow, sum(heights.slice(0, headRow))];
  blocks.slice(1).forEach((end, i) => {
    const begin = blocks[i] ?? end;
    const block = sum(heights.slice(begin, end));
    if (used + block > pageHeight && begin > first && block <= pageHeight - repeated) {
      const more = (pageHeight - spare - used) / (begin - first);
      for (let row = first; row < begin; row++) filled[row] = (heights[row] ?? 0) + more;
      [first, used] = [begin, repeated];
    }
    used += block;
  });
  return filled.map((height) => Math.round(height * 20) / 20);
}
