/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = { attachment_file: "child", attachment_part: "child" } as const;
