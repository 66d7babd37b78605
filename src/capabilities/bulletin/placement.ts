/** Where each table lives on a sharded server (databases.md, rule 1): beside the files. */
export const placement = { bulletin_list: "county", bulletin_told: "county", bulletin_draft: "county" } as const;
