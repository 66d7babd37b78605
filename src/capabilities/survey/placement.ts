/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = { survey_import: "local" } as const;
