/** Where each table lives on a sharded server (databases.md, rule 1): a subject's entries and its fold together. */
export const placement = { entry: "key:subject_id", journal_snapshot: "key:subject_id" } as const;
