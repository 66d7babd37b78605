/** What a person is told when a file is refused, and what to do about it; {…} are filled from the problem's data. */
export const problems: Readonly<Record<string, string>> = {
  "files.empty": "文件是空的，没有任何内容。请检查是否选错了文件，或重新保存后再上传。",
  "files.not_xlsx":
    "这不是 Excel 工作簿（.xlsx）或 CSV 文件。请用 Excel 或 WPS 打开，选择“另存为”，类型选“Excel 工作簿（*.xlsx）”，再上传。",
  "files.pdf": "这是 PDF 文件，不是表格。请上传填好的 Excel 工作簿（.xlsx）；只有 PDF 的，请照它填写模板。",
  "files.xls_old":
    "这是旧版 Excel 97-2003 格式（.xls）。请用 Excel 或 WPS 打开，选择“另存为”，类型选“Excel 工作簿（*.xlsx）”，再上传。",
  "files.encrypted":
    "文件设有打开密码，系统无法读取。请打开后取消密码（文件 → 信息或文档加密 → 取消密码），保存后再上传。",
  "files.damaged": "文件已损坏或没有传完整。请用 Excel 或 WPS 打开检查，另存为新的 .xlsx 文件后再上传。",
  "files.sheet_missing":
    "文件列有工作表“{sheet}”，却没有它的内容，多半是没有保存好或没有传完整。请用 Excel 或 WPS 打开检查，另存为新的 .xlsx 文件后再上传。",
  "files.xml_entities": "文件里含有不允许的 XML 声明，可能被人动过手脚，系统没有读取。请使用系统下发的模板重新填写。",
  "files.zip_bomb": "文件解压后会异常膨胀，可能被人动过手脚，系统没有读取。请使用系统下发的模板重新填写。",
  "files.too_large":
    "文件或其展开后的内容超过 {megabytes} MB。多半是整列、整行设了格式：请把有内容的部分复制到新的工作簿，或拆成几个文件后再上传。",
  "files.too_many_rows": "工作表超过 {limit} 行。请拆成几个文件，分别上传。",
  "files.too_many_columns": "工作表在第 {limit} 列以后还有内容。请删去多余的列后再上传。",
  "files.not_found": "没有找到文件：{file}。请检查路径和文件名。",
  "files.not_a_file": "“{file}”不是文件（可能是文件夹）。请指明具体的文件。",
  "files.not_readable": "没有权限读取文件：{file}。",
  "files.same_file": "结果不能写到要读取的文件上：{out} 就是 {input}（或会覆盖它）。请为结果另取一个文件名。",
  "files.folder_missing": "要写入的文件夹不存在：{folder}。请先建立它，或换一个位置。",
  "files.folder_not_writable": "没有权限写入文件夹：{folder}。请换一个位置。",
  "files.too_many_merges":
    "工作表里合并的单元格超过 {limit} 处。请全选后点“取消合并单元格”，或把内容复制到新的工作簿（只粘贴数值）后再上传。",
  "files.quotes_broken":
    "文件里有很多没有成对的引号（第 {row} 行起），无法分清各个单元格。请用表格软件打开后另存，再上传。",
  "files.cell_too_long": "有单元格超过 {limit} 个字。请缩短后再上传。",
};
