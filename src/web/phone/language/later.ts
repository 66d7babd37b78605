/// <reference types="vite/client" />
import { learn, type Messages, OFFICE } from "./text.ts";

/* What only the pages of the second file say, in the language of the office (tools/language.ts). */

const rest = import.meta.glob<Messages>("./zh-CN.json", { query: "?later", import: "default", eager: true });
export function learnRest(): void {
  for (const messages of Object.values(rest)) learn(OFFICE, messages);
}
