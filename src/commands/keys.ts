import { conflict } from "#kernel/problem.ts";
import { keepEvent } from "#capabilities/report/index.ts";
import { filesByMaster, rewrapFiles } from "#platform/crypto/filesOnDisk.ts";
import { keysByMaster, keysUnder, rewrapAll } from "#platform/journal/rewrap.ts";
import type { Command, Io } from "./command.ts";
import { type Installation, withInstallation } from "./installation.ts";
import { nothingMore, onlyOne } from "./usage.ts";

/** Master keys with what they wrap: the first wraps from now on. */
async function tell({ database, tonghu, dataDir }: Installation, io: Io): Promise<void> {
  const { masters } = tonghu.ground.vault;
  const [wraps, onDisk] = [await keysByMaster(database.owner), await filesByMaster(dataDir)];
  const clear = onDisk.get("") ?? 0;
  onDisk.delete("");
  const ids = [...new Set([...masters.ids(), ...wraps.keys(), ...onDisk.keys()])];
  const lines = ids.map((id) => ({
    id,
    current: id === masters.current(),
    held: masters.ids().includes(id),
    keys: wraps.get(id) ?? 0,
    files: onDisk.get(id) ?? 0,
  }));
  if (io.json) return io.out(JSON.stringify({ masters: lines, clear }));
  if (clear > 0) io.out(`有 ${clear} 个文件尚未加密，服务下次启动时加密。`);
  for (const { id, current, held, keys, files } of lines) {
    const word = current ? "正在使用" : held ? "保留" : "缺少，其下的档案无法打开";
    io.out(`主密钥 ${id}：${word}，保护 ${keys} 份档案的密钥和 ${files} 个文件`);
  }
}

async function rewrapped({ database, tonghu }: Installation, io: Io): Promise<number> {
  return rewrapAll(database.owner, tonghu.ground.vault.masters, (keys) => {
    if (keys % 10_000 === 0) io.err(`已重新保护 ${keys} 份档案的密钥…`);
  });
}

/** Errors: crypto.damaged for a file whose head was changed. */
const rewrappedFiles = ({ dataDir, tonghu }: Installation): Promise<number> =>
  rewrapFiles(dataDir, tonghu.ground.vault.files);

/** For the yearly report: when master keys changed. */
const noted = ({ database, tonghu }: Installation, detail: Readonly<Record<string, unknown>>): Promise<void> =>
  keepEvent(database.owner, "key_rotation", true, detail, tonghu.ground.clock.now());

export const show: Command = {
  name: "keys",
  zh: "显示主密钥及其保护的档案密钥数",
  en: "Show the master keys and how many files' keys each wraps",
  usage: "",
  options: {},
  run: (_values, positionals, io) => {
    nothingMore(positionals);
    return withInstallation(io, async (installation) => {
      await tell(installation, io);
      return 0;
    });
  },
};

export const rotate: Command = {
  name: "keys rotate",
  zh: "换用新的主密钥，并用它重新保护全部档案密钥和文件（服务不停）",
  en: "Make a new master key and wrap all keys of files with it, while the server runs",
  usage: "[--rewrap-only]",
  options: { "rewrap-only": { type: "boolean" } },
  run: (values, positionals, io) => {
    nothingMore(positionals);
    return withInstallation(io, async (installation) => {
      if (values["rewrap-only"] !== true) installation.tonghu.ground.vault.masters.addMaster();
      const keys = await rewrapped(installation, io);
      const files = await rewrappedFiles(installation);
      await noted(installation, { master: installation.tonghu.ground.vault.masters.current(), keys, files });
      if (!io.json) io.out(`已用当前主密钥重新保护 ${keys} 份档案的密钥和 ${files} 个文件。`);
      await tell(installation, io);
      return 0;
    });
  },
};

/** Until every process has noticed the new key, one may still wrap with the old: it is asked for after the last of them. */
export const drop: Command = {
  name: "keys drop",
  zh: "删除不再使用的旧主密钥（其后，由它保护的旧备份密钥无法打开）",
  en: "Forget a master key that wraps nothing any more",
  usage: "ID",
  options: {},
  run: (_values, positionals, io) => {
    const id = onlyOne(positionals, "主密钥编号");
    return withInstallation(io, async (installation) => {
      const keys = await keysUnder(installation.database.owner, id);
      const files = (await filesByMaster(installation.dataDir)).get(id) ?? 0;
      if (keys + files > 0) throw conflict("keys.in_use", { id, keys, files });
      installation.tonghu.ground.vault.masters.dropMaster(id);
      await noted(installation, { dropped: id });
      await tell(installation, io);
      return 0;
    });
  },
};
