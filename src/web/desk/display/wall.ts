/* What a wall holds: as many lines as letters that are read from afar leave room for. */

/** Lines of areas that a screen of 1920 by 1080 holds. */
export const LINES = 12;

/** As few pages as hold all, of nearly one length: 33 areas are three pages of 11. */
export function pagesOf<Row>(rows: readonly Row[], most = LINES): Row[][] {
  const count = Math.max(1, Math.ceil(rows.length / most));
  const size = Math.ceil(rows.length / count);
  return Array.from({ length: count }, (_, n) => rows.slice(n * size, (n + 1) * size));
}

/** 09:05 by the clock of the screen. */
export const clockText = (at: Date): string =>
  `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
