/*
 * Reads from a TrueType or OpenType file the two things that setting type needs to know before it draws: which
 * characters have a glyph, and how wide each is.
 */

export interface Glyphs {
  /** Width in ems of the character's glyph; undefined where the font has none. */
  advance(codePoint: number): number | undefined;
}

type Tables = ReadonlyMap<string, Buffer>;

const isSfnt = (file: Buffer): boolean => ["\0\u0001\0\0", "true", "OTTO"].includes(file.toString("latin1", 0, 4));

function tablesOf(file: Buffer): Tables {
  if (!isSfnt(file)) throw new Error("font file is neither TrueType nor OpenType");
  return new Map(
    Array.from({ length: file.readUInt16BE(4) }, (_, i) => {
      const entry = file.subarray(12 + i * 16, 28 + i * 16);
      const offset = entry.readUInt32BE(8);
      return [entry.toString("latin1", 0, 4), file.subarray(offset, offset + entry.readUInt32BE(12))];
    }),
  );
}

function table(tables: Tables, tag: string): Buffer {
  const found = tables.get(tag);
  if (found === undefined) throw new Error(`font file has no ${tag} table`);
  return found;
}

/** Format 12 (all of Unicode) where the font has it, else format 4 (the basic plane). */
function characterMap(cmap: Buffer): Map<number, number> {
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(8 + i * 8));
  const whole = offsets.find((offset) => cmap.readUInt16BE(offset) === 12);
  if (whole !== undefined) return format12(cmap.subarray(whole));
  const basic = offsets.find((offset) => cmap.readUInt16BE(offset) === 4);
  if (basic === undefined) throw new Error("font file has no character map of format 4 or 12");
  return format4(cmap.subarray(basic));
}

function format12(map: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let i = 0, at = 16; i < map.readUInt32BE(12); i++, at += 12) {
    const [first, last, glyph] = [map.readUInt32BE(at), map.readUInt32BE(at + 4), map.readUInt32BE(at + 8)];
    for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first);
  }
  return glyphs;
}

function format4(map: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>();
  const twice = map.readUInt16BE(6);
  for (let segment = 0; segment < twice; segment += 2) {
    const last = map.readUInt16BE(14 + segment);
    const first = map.readUInt16BE(16 + twice + segment);
    const delta = map.readUInt16BE(16 + twice * 2 + segment);
    const at = 16 + twice * 3 + segment;
    const range = map.readUInt16BE(at);
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const raw = range === 0 ? code : map.readUInt16BE(at + range + (code - first) * 2);
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}

/**
 * Reads a font file. Errors: plain Error for a file that is no such font; a damaged one throws where it
 * is read.
 */
export function readGlyphs(file: Buffer): Glyphs {
  const tables = tablesOf(file);
  const glyphs = characterMap(table(tables, "cmap"));
  const em = table(tables, "head").readUInt16BE(18);
  const metrics = table(tables, "hhea").readUInt16BE(34);
  const widths = table(tables, "hmtx");
  const advance = (codePoint: number): number | undefined => {
    const glyph = glyphs.get(codePoint);
    return glyph === undefined ? undefined : widths.readUInt16BE(Math.min(glyph, metrics - 1) * 4) / em;
  };
  return { advance };
}
