/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = {
  account_person: "reference",
  account_post: "reference",
  account_session: "local",
  account_invitation: "local",
  account_installation: "reference",
} as const;
