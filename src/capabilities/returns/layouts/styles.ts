import type { Style } from "#platform/files/index.ts";

/** The faces of official documents (GB/T 9704); a machine without them sets its own serif. */
export const faces = { title: "方正小标宋简体", head: "黑体", text: "仿宋" } as const;

export const bare = (font: string, size: number, align: "left" | "center"): Style => ({
  font,
  size,
  align,
  vertical: "center",
  wrap: true,
});

export const boxed = (font: string, size: number, align: "left" | "center"): Style => ({
  ...bare(font, size, align),
  border: true,
});
