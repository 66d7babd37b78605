/** Where each table lives on a sharded server (databases.md, rule 1): keys and calls are asked for over all areas. */
export const placement = { sharing_grant: "county", sharing_key: "key:digest", sharing_call: "local" } as const;
