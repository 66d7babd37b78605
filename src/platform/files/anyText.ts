import { isProblem } from "#kernel/problem.ts";
import { defaultLimits } from "./limits.ts";
import { type Bytes, openBytes, pieces } from "./source.ts";
import { openZip } from "./zipRead.ts";

/** Parts of an archive that carry what its program calls properties, headers and texts. */
const isXml = (name: string): boolean => /\.(?:xml|rels)$/i.test(name);

async function* textsOfZip(bytes: Bytes): AsyncGenerator<string> {
  const zip = await openZip(bytes, defaultLimits);
  const named = [...zip.entries].filter(([name]) => isXml(name));
  // properties are small and come first: a large sheet is read only where they say nothing
  for (const [, entry] of named.toSorted(([a], [b]) => Number(b.startsWith("docProps/")) - Number(a.startsWith("docProps/")))) {
    const decoder = new TextDecoder();
    for await (const piece of zip.inflate(entry)) yield decoder.decode(piece, { stream: true });
  }
} // prettier-ignore

/**
 * Whatever can be read in a file of any kind as text, piece by piece: the parts of a workbook or a document, else its
 * bytes one by one, in which a PDF's plain properties stand. For looking for something, never for showing.
 */
export async function* anyText(path: string): AsyncGenerator<string> {
  const bytes = await openBytes(path);
  try {
    if ((await bytes.read(0, 2)).toString("latin1") === "PK") {
      try {
        yield* textsOfZip(bytes);
        return;
      } catch (thrown) {
        if (!isProblem(thrown)) throw thrown; // a damaged archive is read as it stands
      }
    }
    for await (const piece of pieces(bytes)) yield piece.toString("latin1");
  } finally {
    await bytes.close();
  }
}
