/**
 * From where on reading is unusual. Figures of ours, not of a law (未成年人网络保护条例 36 asks that access be recorded
 * and looked at); each with its reason, and each to be changed here alone. They are set so that a day of ordinary work
 * raises none: an alert that is always there is answered by nobody.
 */
export const thresholds = {
  /** A desk that opens a file, reads it and telephones manages some twenty in an hour; a survey works on lists. */
  manyFiles: { files: 40, minutes: 60 },
  /**
   * Directors and supervisors visit families in the evening and on holidays, and write then: only the night counts.
   * Nothing is taken out of the system at night without a reason that can be told the next day.
   */
  outsideHours: { from: 22, to: 6, files: 5, exports: 1 },
  /**
   * Relatives carry one's surname. In a village where most people do, reading of them says nothing: what counts is how
   * unlikely so many of them would be among the files that were opened, from what the surname's share of the area is.
   */
  ownSurname: { files: 3, chance: 0.001, searches: 3 },
  /** A file that moved leaves one or two dead links; ids cannot be guessed, who tries many has them from elsewhere. */
  guessing: { ids: 5, minutes: 60 },
  /** Director, deputy, supervisor, county, a panel of four: a child in a crisis is read by eight; more are curious. */
  manyReaders: { people: 9, days: 7 },
} as const;
export type Thresholds = {
  readonly [Rule in keyof typeof thresholds]: { readonly [Figure in keyof (typeof thresholds)[Rule]]: number };
};
