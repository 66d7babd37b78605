/** Where its table lives on a sharded server (databases.md, rule 1): asked for by office, over all areas below one. */
export const placement = { returns_handed: "key:id" } as const;
