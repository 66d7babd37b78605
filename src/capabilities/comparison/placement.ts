/** Where each table lives on a sharded server (databases.md, rule 1): few rows, asked for by their list. */
export const placement = {
  comparison_list: "local",
  comparison_row: "local",
  comparison_source: "local",
  comparison_source_event: "local",
} as const;
