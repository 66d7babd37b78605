import type { Watermark } from "#kernel/watermark.ts";
import { defaultLimits } from "./limits.ts";
import { coreProperties, customPart, customProperties, customRelation, customType } from "./properties.ts";
import { headerFooterXml, watermarkHeader } from "./sheetFrame.ts";
import { type FileInput, openBytes } from "./source.ts";
import { openZip, type Zip } from "./zipRead.ts";
import { writeZip, type ZipPart } from "./zipWrite.ts";

const END = "</sheetData>";
const isSheet = (name: string): boolean => /^xl\/worksheets\/sheet\d+\.xml$/.test(name);

async function* textOfPart(zip: Zip, name: string): AsyncGenerator<string> {
  const entry = zip.entries.get(name);
  if (!entry) return;
  const decoder = new TextDecoder();
  for await (const piece of zip.inflate(entry)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

/** What stands behind the rows, with the watermark in place of the header; the footer stays. */
function withHeader(tail: string, header: string): string {
  const footer = /<oddFooter>([^<]*)<\/oddFooter>/.exec(tail)?.[0] ?? "";
  const bare = tail.replace(
    /<headerFooter>(?:<odd(?:Header|Footer)>[^<]*<\/odd(?:Header|Footer)>)*<\/headerFooter>/,
    "",
  );
  const own = headerFooterXml(header, undefined).replace("</headerFooter>", `${footer}</headerFooter>`);
  const before = /<legacyDrawing |<\/worksheet>/.exec(bare);
  if (!before) throw new Error("watermarked: a sheet without an end");
  return bare.slice(0, before.index) + own + bare.slice(before.index);
}

/** Rows go through as they come; only what follows them is held. */
async function* sheetText(pieces: AsyncIterable<string>, header: string): AsyncGenerator<string> {
  let held = "";
  let isTail = false;
  for await (const piece of pieces) {
    held += piece;
    if (isTail) continue;
    const end = held.indexOf(END);
    isTail = end >= 0;
    const upTo = isTail ? end : Math.max(0, held.length - END.length);
    yield held.slice(0, upTo);
    held = held.slice(upTo);
  }
  yield withHeader(held, header);
}

async function* parts(zip: Zip, watermark: Watermark): AsyncGenerator<ZipPart> {
  const header = watermarkHeader(watermark);
  const small = async (name: string): Promise<string> => (await zip.text(name, 1_000_000)) ?? "";
  const title = /<dc:title>([^<]*)<\/dc:title>/.exec(await small("docProps/core.xml"))?.[1] ?? "";
  for (const name of zip.entries.keys()) {
    if (name === customPart) continue;
    if (isSheet(name)) yield { name, text: () => sheetText(textOfPart(zip, name), header) };
    else if (name === "docProps/core.xml")
      yield { name, text: coreProperties("", watermark).replace("<dc:title></dc:title>", `<dc:title>${title}</dc:title>`) }; // prettier-ignore
    else if (name === "_rels/.rels") yield { name, text: added(await small(name), customRelation, "</Relationships>") };
    else if (name === "[Content_Types].xml") yield { name, text: added(await small(name), customType, "</Types>") };
    else yield { name, text: () => textOfPart(zip, name) };
  }
  yield { name: customPart, text: customProperties(watermark) };
}

const added = (text: string, line: string, before: string): string =>
  text.includes(line) ? text : text.replace(before, line + before);

/**
 * A workbook that this house has written and kept, once more as it is, with another watermark: rows, notes and styles
 * stay to the byte, and none of them is held in memory. Errors: files.damaged and the like where it is none of ours.
 */
export async function* watermarkedWorkbook(file: FileInput, watermark: Watermark): AsyncGenerator<Uint8Array> {
  const bytes = await openBytes(file);
  try {
    yield* writeZip(parts(await openZip(bytes, defaultLimits), watermark));
  } finally {
    await bytes.close();
  }
}
