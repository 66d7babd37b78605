/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = { referral_item: "county" } as const;
