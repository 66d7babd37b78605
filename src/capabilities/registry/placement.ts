/** Where each table lives on a sharded server (databases.md, rule 1). */
export const placement = {
  registry_identity: "key:digest",
  registry_person: "key:digest",
  registry_contact: "key:digest",
} as const;
