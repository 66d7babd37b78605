/** What a person is told when keys are missing or something does not open, and what to do about it; {…} are the problem's data. */
export const problems: Readonly<Record<string, string>> = {
  "crypto.damaged": "加密内容未通过校验，可能已损坏或被改动，系统没有显示。请联系管理员核对备份。",
  "crypto.suite_unknown": "加密算法“{suite}”不在支持范围内。请把 TONGHU_CRYPTO_SUITE 设为 {suites} 之一。",
  "crypto.master_missing":
    "没有找到主密钥，已加密的内容无法打开，系统不会另造新密钥。请把原来的 master.key 放回 {folder}，或设置 TONGHU_MASTER_KEY 或 TONGHU_MASTER_KEY_COMMAND。",
  "crypto.master_malformed":
    "主密钥写法有误（{source}，第 {item} 项）。每行一个（环境变量中用逗号分隔），应为 64 位十六进制数字，前面可写编号和一个空格。",
  "crypto.master_weak": "主密钥过于简单（{source}，第 {item} 项），疑为示例。请换成随机产生的 64 位十六进制数字。",
  "crypto.master_mismatch":
    "主密钥与前面所写的编号不符（{source}，第 {item} 项）：按密钥计算，编号应为 {id}。请核对是否抄错。",
  "crypto.master_unknown": "缺少编号为 {id} 的主密钥，由它保护的内容无法打开。请把该密钥补回密钥文件或配置中。",
  "crypto.master_file": "无法使用主密钥文件 {file}（{reason}）。请检查路径、磁盘空间和读写权限。",
  "crypto.master_file_open":
    "主密钥文件 {file} 的权限为 {mode}，其他用户也能读取，系统拒绝使用。请把权限改为 600；若别人可能已经看过，请更换主密钥。",
  "crypto.master_elsewhere":
    "当前主密钥由环境变量或命令提供，不能在密钥文件中更换。请在密钥管理系统中产生新密钥并放在最前面，保留旧密钥，再重新启动。",
  "crypto.master_current": "编号为 {id} 的主密钥正在使用，不能删除。请先更换主密钥。",
  "crypto.command_malformed":
    'TONGHU_MASTER_KEY_COMMAND 写法有误。请写成用空格分开的程序和参数；含空格、引号或特殊符号时写成 JSON 数组，例如 ["/opt/kms/get", "--name", "tonghu"]。命令不经过 shell 执行。',
  "crypto.command_missing": "没有找到提供主密钥的程序 {program}。请检查 TONGHU_MASTER_KEY_COMMAND。",
  "crypto.command_failed":
    "提供主密钥的命令 {program} 没有成功（{reason}）。请查看它在上方给出的提示，检查密钥管理系统是否可用。",
  "crypto.command_slow": "提供主密钥的命令在 {seconds} 秒内没有结束，已经停止。请检查密钥管理系统是否可用。",
  "crypto.command_long": "提供主密钥的命令输出过多，不像是密钥，已经停止。请检查 TONGHU_MASTER_KEY_COMMAND。",
};
