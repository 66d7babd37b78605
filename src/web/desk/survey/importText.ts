import type { ImportRow } from "#capabilities/survey/words.ts";

export const states = { running: "正在读取", done: "已完成", failed: "没有完成", cancelled: "已停止" } as const;

export const returned = (row: Pick<ImportRow, "id">): string => `/api/survey/imports/${row.id}/returned`;

const ofRows = (refused: number): string =>
  refused > 0
    ? `有 ${refused} 行有误，没有导入。下载批注后的摸排表，红色的格子写明了怎么改；改好后整份再上传，已导入的不会重复。`
    : "全部行都已导入，没有错误的格子。";

/** What became of an upload, in a sentence: the server's own where it refused. */
export function said(row: Pick<ImportRow, "status" | "detail" | "refused">): string {
  switch (row.status) {
    case "running":
      return "读到的行随时导入，可以离开这一页。";
    case "failed":
      return row.detail ?? "文件没有读完。请再次上传整份，已导入的不会重复。";
    case "cancelled":
      return "已按要求停止，停止前读到的已经导入；再次上传整份不会重复。";
    case "done":
      return `${row.detail === null ? "" : `${row.detail} `}${ofRows(row.refused)}`;
  }
}
