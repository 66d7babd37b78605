/** Where each table lives on a sharded server (databases.md, rule 1): blocks are made in one place, by one at a time. */
export const placement = {
  trace_fresh: "local",
  trace_look: "key:person_id",
  trace_block: "local",
  trace_head: "local",
  trace_alert: "local",
  trace_answer: "local",
  trace_link: "local",
} as const;
