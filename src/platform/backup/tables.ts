/**
 * What a backup does with a table.
 *
 * kept: in the archive. view: not in it, written anew from the journal by a restore. local: belongs to the running
 * server alone, and is empty after a restore. `key:<column>`: children's keys, wrapped in that column, which lie in a
 * file of their own that each backup writes over, so that an erased key is in no backup (docs/decisions/0019).
 */
export type Custody = "kept" | "view" | "local" | `key:${string}`;
export type Tables = Readonly<Record<string, Custody>>;

/** Every table of the schema. A test holds it against the catalogue, and a backup refuses a table that is not here. */
export const tables: Tables = {
  entry: "kept",
  journal_receipt: "kept",
  journal_snapshot: "view",
  journal_key: "key:wrapped",
  registry_identity: "view",
  registry_person: "view",
  registry_contact: "view",
  grade_standing: "view",
  visit_record: "view",
  task_item: "view",
  caselist: "view",
  attachment_file: "kept",
  attachment_part: "kept",
  caselist_name: "view",
  area_unit: "kept",
  area_succession: "kept",
  area_alias: "kept",
  area_boundary: "kept",
  account_person: "kept",
  account_post: "kept",
  account_session: "local",
  account_invitation: "kept",
  account_login: "kept",
  account_password: "kept",
  account_factor: "kept",
  account_recovery: "kept",
  account_subject: "kept",
  account_flow: "local",
  account_device: "kept",
  account_device_code: "local",
  display_screen: "kept",
  account_counter: "local",
  account_known: "local",
  account_event: "kept",
  account_installation: "kept",
  survey_import: "kept",
  sync_phone: "kept",
  sync_salvage: "kept",
  export_ledger: "kept",
  export_fetch: "kept",
  export_term: "kept",
  export_sending: "kept",
  trace_fresh: "kept",
  trace_look: "kept",
  trace_block: "kept",
  trace_head: "kept",
  trace_alert: "kept",
  trace_answer: "kept",
  trace_link: "kept",
  retention_file: "view",
  retention_deletion: "kept",
  rights_request: "view",
  report_event: "kept",
  comparison_list: "kept",
  comparison_row: "kept",
  anomaly_item: "view",
  anomaly_unregistered: "kept",
  referral_item: "view",
  concern_item: "view",
  entrustment_item: "view",
};

/** What lies in the data folder. secret: keys, each kept by people in another place; local: of this machine. */
export const folderEntries: Readonly<Record<string, "kept" | "secret" | "local">> = {
  uploads: "kept",
  attachments: "kept",
  exports: "local",
  "identity.key": "secret",
  "master.key": "secret",
  "seal.key": "secret",
  "backup.key": "secret",
  postgres: "local",
  "postgres.new": "local",
  cache: "local",
  restoring: "local",
};
