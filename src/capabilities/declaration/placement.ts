/** Where the table lives on a sharded server (databases.md, rule 1). */
export const placement = { declaration_item: "county" } as const;
