/** Where each table lives on a sharded server (databases.md, rule 1): a subject's entries, receipts and fold together. */
export const placement = {
  entry: "key:subject_id",
  journal_receipt: "key:subject_id",
  journal_snapshot: "key:subject_id",
  journal_key: "key:subject_id",
} as const;
