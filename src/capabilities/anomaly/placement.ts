/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = { anomaly_item: "county", anomaly_unregistered: "county" } as const;
