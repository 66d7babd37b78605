/** Where the tables live on a sharded server (databases.md, rule 1): a notice with its readings. */
export const placement = {
  notice_item: "key:notice_id",
  notice_reading: "key:notice_id",
  notice_child: "key:notice_id",
} as const;
