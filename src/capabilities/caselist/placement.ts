/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = { caselist: "county", caselist_name: "county" } as const;
