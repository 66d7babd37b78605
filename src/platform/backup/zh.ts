/** What a person is told when a backup or a restore is refused, and what to do about it; {…} are the problem's data. */
export const problems: Readonly<Record<string, string>> = {
  "backup.running": "这个数据库正在进行另一次备份或恢复，请等它结束后再试。",
  "backup.stopped": "备份已按要求停止，没有留下不完整的文件。",
  "backup.table_unknown":
    "数据表 {table} 没有声明如何备份，为免漏备，没有进行备份。程序与数据库可能不是同一版本，请联系维护人员。",
  "backup.nothing": "{folder} 中没有可备份的数据库。请检查 TONGHU_DATA 或 DATABASE_URL 是否写对。",
  "backup.exists": "文件 {file} 已经存在，没有覆盖。请换一个文件名，或给出文件夹，由系统按时间取名。",
  "backup.disk_full": "{folder} 所在磁盘的空间不足，备份没有完成，也没有留下不完整的文件。请腾出空间后重新备份。",
  "backup.unwritable": "无法写入 {folder}（{reason}），备份没有完成。请检查文件夹是否存在及其权限。",
  "backup.unreadable": "无法读取 {file}（{reason}）。请检查文件是否存在及其权限。",
  "backup.not_an_archive": "这个文件不是童护的备份，或开头已损坏。",
  "backup.wrong_kind": "{file} 不是这里所需的一种备份文件：内容备份与儿童密钥备份（keys.tonghu）请勿混淆。",
  "backup.format_newer": "这份备份的格式（{found}）比本程序所知（{known}）新。请用生成它的那一版或更新的程序恢复。",
  "backup.key_missing":
    "需要编号为 {key} 的备份密钥。请用 TONGHU_BACKUP_KEY 或 --key 给出，或把原来的 backup.key 放进数据文件夹。",
  "backup.wrong_key": "备份密钥不对：这份备份需要编号为 {key} 的密钥，给出的是 {given}。",
  "backup.key_malformed": "备份密钥应为 64 位十六进制数，请检查 {source}。",
  "backup.key_open": "备份密钥文件 {file} 的权限为 {mode}，其他用户也能读取，系统拒绝使用。请把权限改为 600。",
  "backup.damaged": "备份文件没有通过校验：内容损坏或被改动过，没有恢复任何内容。请换一份备份。",
  "backup.cut": "备份文件不完整：末尾缺失，没有恢复任何内容。请换一份备份。",
  "backup.schema_newer": "备份或数据库来自更新版本的童护（{name}）。请用那一版或更新的程序。",
  "backup.schema_other": "备份或数据库的结构与本程序对不上（{name}）。请用生成它的那一版程序。",
  "backup.identity_missing":
    "恢复需要指纹为 {fingerprint} 的身份密钥。请用 TONGHU_IDENTITY_KEY 给出，或先把原来的 identity.key 放进数据文件夹 {folder}。若确已遗失，请加 --new-identity 换用新密钥。",
  "backup.identity_wrong":
    "身份密钥不对：这份备份属于指纹为 {fingerprint} 的身份密钥，给出的是 {given}。没有恢复任何内容。",
  "backup.master_missing":
    "恢复后的儿童密钥由编号为 {ids} 的主密钥保护，本机没有。请先把 master.key 放进数据文件夹，或设置 TONGHU_MASTER_KEY 或 TONGHU_MASTER_KEY_COMMAND。",
  "backup.keys_missing":
    "缺少儿童密钥备份 {file}，没有它，备份中的加密内容无法打开。请把它放在备份旁边，或用 --keys 给出。",
  "backup.keys_of_another": "{file} 属于另一套系统的儿童密钥，不能混用，也没有覆盖。请为每套系统单独准备备份文件夹。",
  "backup.keys_older":
    "儿童密钥备份（{keysAt}）比内容备份（{contentAt}）旧，之后登记的儿童将无法打开。请找到较新的 keys.tonghu；若只是时钟曾被拨回，请加 --older-keys。",
  "backup.keys_fewer":
    "{file} 中有 {had} 把儿童密钥，这次只有 {has} 把。覆盖后，以前的备份中有半数以上的儿童将无法打开，所以没有备份。若确属清理，请加 --fewer-keys。",
  "backup.not_empty":
    "数据库不是空的（已有数据表 {table}）。恢复只能写入空的数据文件夹或空的数据库，没有改动任何内容。",
  "backup.folder_not_empty": "{folder} 中已有文件。恢复只能写入空的数据文件夹，请先移走它们。",
  "backup.heads_differ": "恢复后的档案与备份清单不符（应有 {had} 份，实有 {has} 份），恢复没有完成。请换一份备份。",
  "backup.half_restored":
    "这个数据库只恢复了一半（备份 {archive}，开始于 {begunAt}），不能使用。请重新执行 tonghu restore，它会从头再来。",
};
