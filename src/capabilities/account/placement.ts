/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = {
  account_person: "reference",
  account_post: "reference",
  account_session: "local",
  account_invitation: "local",
  account_login: "local",
  account_password: "local",
  account_factor: "local",
  account_recovery: "local",
  account_subject: "local",
  account_flow: "local",
  account_device: "local",
  account_device_code: "local",
  account_counter: "local",
  account_known: "local",
  account_event: "local",
  account_installation: "reference",
} as const;
