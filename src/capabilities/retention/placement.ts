/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = { retention_file: "county", retention_deletion: "local" } as const;
