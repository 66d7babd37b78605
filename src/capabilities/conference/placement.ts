/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = {
  conference_item: "county",
  conference_invited: "county",
  conference_decision: "county",
} as const;
