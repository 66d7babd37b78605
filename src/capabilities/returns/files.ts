import type { Actor } from "#kernel/actor.ts";
import { notFound } from "#kernel/problem.ts";
import { type ExportWorld, makeExport, type Saw, type TakeAlong, type Ticket } from "#capabilities/export/index.ts";
import { type Bytes, writeWorkbook } from "#platform/files/index.ts";
import { definitionOf, drawReturn, type Drawn, findItem, type ReturnsWorld, scopeOf, type Wanted } from "./actions.ts";
import { drawRegister } from "./drawRegister.ts";
import type { LinkFor } from "./drill.ts";
import { titleOf } from "./layouts/form.ts";
import { html } from "./layouts/html.ts";
import { json } from "./layouts/json.ts";
import { pdf } from "./layouts/pdf.ts";
import { xlsx } from "./layouts/xlsx.ts";
import { parseRegister } from "./register.ts";

/** Ways in which a return leaves as a file; html is what is printed. */
export const formats = ["xlsx", "pdf", "html", "json"] as const;
export type Format = (typeof formats)[number];

/** The bytes of a return in a format. Errors: returns.glyph_missing for a PDF. */
export async function contentOf(format: Format, { table, head }: Drawn, links: LinkFor): Promise<Bytes> {
  switch (format) {
    case "xlsx":
      return xlsx(table, head, links);
    case "pdf":
      return pdf(table, head, links);
    case "html":
      return html(table, head, links);
    case "json":
      return `${JSON.stringify(json(table, head), null, 2)}\n`;
  }
}

type World = ReturnsWorld & ExportWorld;

/** Who takes what along, from where. */
export interface Taking extends TakeAlong {
  readonly address: string;
}

/** The file's own name: the title of the form and its day. */
export const fileName = (title: string, { asOf }: Wanted, ending: string): string =>
  `${titleOf(title, asOf)}-${asOf}.${ending}`;

/** Makes a return to be taken along. Errors: area.unknown, returns.unknown (404); those of makeExport. */
export async function takeReturn(
  world: World,
  actor: Actor,
  wanted: Wanted,
  { format, links }: { readonly format: Format; readonly links: LinkFor },
  taking: Taking,
): Promise<Ticket> {
  scopeOf(actor, wanted.area);
  const { title } = definitionOf(world, wanted).definition;
  const taken = { ...taking, area: wanted.area, kind: "returns", name: fileName(title, wanted, format) } as const;
  return makeExport(world, actor, taken, async (watermark, save) => {
    await save(await contentOf(format, await drawReturn(world, actor, { ...wanted, watermark }), links));
    return 0; // figures alone
  });
}

/** Makes a register to be taken along; `saw` is told of its children. Errors: as takeReturn. */
export async function takeRegister(
  world: World,
  actor: Actor,
  wanted: Wanted,
  saw: Saw,
  taking: Taking,
): Promise<Ticket> {
  scopeOf(actor, wanted.area);
  const found = findItem(world, wanted, (policy) => policy.registers);
  if (!found) throw notFound("returns.unknown", { id: wanted.id });
  const name = `${parseRegister(found.item).title}-${wanted.asOf}.xlsx`;
  const taken = { ...taking, area: wanted.area, kind: "register", name } as const;
  return makeExport(world, actor, taken, async (watermark, save, progress) => {
    const register = await drawRegister(world, actor, { ...wanted, watermark }, saw, progress);
    return register.write((plan) => save(writeWorkbook(plan)));
  });
}
