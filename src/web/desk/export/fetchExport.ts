import type { Ticket } from "#capabilities/export/words.ts";
import { fetchFile } from "../app/api.ts";

/** A file in the browser's hands: to be saved or opened, until `release`. */
export interface Held {
  readonly name: string;
  readonly url: string;
  readonly release: () => void;
}

export async function fetchExport(link: string, name: string, signal?: AbortSignal): Promise<Held> {
  const url = URL.createObjectURL(await fetchFile(link, signal));
  return { name, url, release: () => URL.revokeObjectURL(url) };
}

/** Saves it under its name, as a link that somebody pressed. */
export function save({ url, name }: Held): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

export const isPage = ({ name }: Pick<Ticket, "name">): boolean => name.endsWith(".html");
