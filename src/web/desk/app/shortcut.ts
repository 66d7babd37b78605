/** What a single key does on the desk. */
export const shortcuts = {
  "/": { act: "search", says: "到查找框" },
  "?": { act: "help", says: "打开这份说明" },
  n: { act: "next", says: "下一份档案（按打开前的列表）" },
  p: { act: "previous", says: "上一份档案" },
} as const;
export type ShortcutAct = (typeof shortcuts)[keyof typeof shortcuts]["act"];

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
}

/** What a key means; nothing beside other keys, or while a Chinese character is being composed. */
export function shortcutOf({ key, ctrlKey, metaKey, altKey, isComposing }: Pressed): ShortcutAct | undefined {
  if (ctrlKey || metaKey || altKey || isComposing) return undefined;
  const found = Object.entries(shortcuts).find(([one]) => one === key);
  return found?.[1].act;
}
