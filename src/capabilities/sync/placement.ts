/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = { sync_phone: "local", sync_salvage: "county" } as const;
