import { chownSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SystemUser } from "./user.ts";

export type Settings = Readonly<Record<string, string>>;

/** For an office PC with 4 GB that also runs a browser and a spreadsheet. */
const memory: Settings = {
  max_connections: "40",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "128MB",
  max_parallel_workers_per_gather: "1",
};

/** Children's files survive a power cut: every acknowledged commit is on the disk. */
const durability: Settings = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  restart_after_crash: "on",
  max_wal_size: "1GB",
  min_wal_size: "80MB",
  checkpoint_completion_target: "0.9",
};

/** A week of logs, without the values of statements: terse leaves out DETAIL, which quotes rows. */
const logging: Settings = {
  logging_collector: "on",
  log_directory: "log",
  log_filename: "postgresql-%a.log",
  log_rotation_age: "1d",
  log_rotation_size: "0",
  log_truncate_on_rotation: "on",
  log_file_mode: "0600",
  log_error_verbosity: "terse",
  log_min_duration_statement: "2s",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] %a ",
  log_timezone: "UTC",
};

/** jit costs more than it gives on queries of a few milliseconds. */
const session: Settings = {
  jit: "off",
  timezone: "UTC",
  datestyle: "ISO",
  password_encryption: "scram-sha-256",
  cluster_name: "tonghu",
};

function writeAs(user: SystemUser | undefined, file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  if (user) chownSync(file, user.uid, user.gid);
}

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/**
 * Writes the cluster's postgresql.conf, at every start, so that a new version's settings reach an old data folder.
 * An administrator's own settings go into local.conf beside it and win. Nothing is written where nothing changed: a
 * full disk must not keep the server from starting.
 */
export function writeSettings(cluster: string, extra: Settings, user: SystemUser | undefined): void {
  const file = join(cluster, "postgresql.conf");
  const own = join(cluster, "local.conf");
  if (!existsSync(own)) writeAs(user, own, "");
  const all = { ...memory, ...durability, ...logging, ...session, ...extra };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${quoted(value)}`);
  const text = [
    "# Written by Tonghu at every start. Own settings: local.conf.",
    ...lines,
    "include_if_exists = 'local.conf'",
  ];
  const wanted = `${text.join("\n")}\n`;
  if (readFileSync(file, "utf8") === wanted) return;
  writeAs(user, `${file}.new`, wanted);
  renameSync(`${file}.new`, file);
}
