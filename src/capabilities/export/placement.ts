/** Where each table lives on a sharded server (databases.md, rule 1): few rows, asked for by number over all areas. */
export const placement = {
  export_ledger: "local",
  export_fetch: "local",
  export_term: "reference",
  export_sending: "local",
  export_recall: "local",
  export_cut: "local",
  export_cut_owed: "local",
  export_making: "local",
} as const;
