import type { Watermark } from "#kernel/watermark.ts";
import type { LinkFor } from "../drill.ts";
import type { Table } from "../table.ts";
import { type Form, type FormBlock, type Head, type Line, formOf } from "./form.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escape = (text: string): string => text.replace(/[&<>"']/gu, (sign) => entities[sign] ?? "");

/**
 * Office machines have 仿宋 and 方正小标宋, which official forms are set in; elsewhere the nearest serif stands in.
 * `thead` repeats on each printed page, and a type is never parted from its 其中 line.
 */
const style = `
@page { size: A4 portrait; margin: 16mm 19mm 18mm; @bottom-center { content: "第 " counter(page) " 页  共 " counter(pages) " 页"; font: 9pt 宋体, SimSun, serif; } }
* { box-sizing: border-box; }
body { margin: 1.5rem auto; padding: 0 .6rem; max-width: 172mm; color: #000; background: #fff; font: 11pt/1.35 仿宋_GB2312, 仿宋, FangSong, STFangsong, "Noto Serif SC", "Noto Serif CJK SC", serif; }
.annex { font-family: 黑体, SimHei, sans-serif; margin: 0 0 .5em; }
h1 { margin: 0 0 .5em; text-align: center; font: 18pt/1.4 方正小标宋简体, 方正小标宋_GBK, 小标宋, "Noto Serif SC", "Noto Serif CJK SC", serif; }
dl { display: grid; grid-template-columns: 3fr 2fr; gap: .2em 1.5em; margin: 0 0 .6em; }
dl div { display: flex; } dt { flex: none; } dt::after { content: "："; } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; border: 1.2pt solid #000; font-variant-numeric: tabular-nums; }
th, td { border: .6pt solid #000; padding: 2pt 5pt; font-weight: normal; text-align: left; vertical-align: middle; }
thead { display: table-header-group; } thead th { text-align: center; font-family: 黑体, SimHei, sans-serif; }
th.level { width: 7em; white-space: nowrap; text-align: center; } thead th:first-child { white-space: nowrap; } td.count { width: 4em; text-align: center; } td.remark { width: 4.8em; text-align: center; font-size: 9pt; }
td.which { padding-left: 2.2em; } td.sum, th.sum { text-align: center; font-family: 黑体, SimHei, sans-serif; }
tr { break-inside: avoid; } tr.pair { break-after: avoid; }
.whose { display: none; }
a { color: inherit; } .notes { margin-top: .6em; font-size: 9pt; } .notes p { margin: 0 0 .2em; }
@media print { body { margin: 0; padding: 0; max-width: none; } a { text-decoration: none; }
.whose { display: block; position: fixed; left: 0; right: 0; text-align: center; font-size: 8pt; color: #666; } .whose-across { top: 45%; white-space: nowrap; transform: rotate(-38deg); font-size: 11pt; color: #000; opacity: .13; } }
`;

const figure = (line: Line): string =>
  line.link === undefined ? String(line.count) : `<a href="${escape(line.link)}">${line.count}</a>`;

const cells = (line: Line, kind: string): string =>
  `<td class="${kind}">${escape(line.text)}</td><td class="count" data-figure="${line.which}" data-id="${escape(line.id)}">${figure(line)}</td><td class="remark">${escape(line.remark)}</td>`;

/** `高风险等级（红色）`: the colour stands under the level, as on the printed form. */
const levelTitle = (title: string): string => escape(title).replace("（", "<br>（");

function blockHtml(block: FormBlock): string {
  const lines = block.pairs.flatMap((pair) => pair.map((line, i) => ({ line, paired: i < pair.length - 1 })));
  const rows = [
    ...lines.map(({ line, paired }) => ({ html: cells(line, line.which === "ofWhich" ? "which" : "type"), paired })),
    { html: cells(block.subtotal, "sum"), paired: false },
  ];
  const level = `<th class="level" scope="rowgroup" rowspan="${rows.length}">${levelTitle(block.title)}</th>`;
  const html = rows.map((row, i) => `<tr${row.paired ? ' class="pair"' : ""}>${i === 0 ? level : ""}${row.html}</tr>`);
  return `<tbody>\n${html.join("\n")}\n</tbody>`;
}

/** Text inside a CSS string inside a page: whatever could end either is written by its code. */
const cssText = (text: string): string =>
  text.replace(/[^\p{L}\p{N} \u3000，、：（）.:-]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0x20).toString(16)} `);

const watermarkMeta = (watermark: Watermark | undefined): string =>
  Object.entries(watermark ?? {})
    .map(([name, text]) => `<meta name="tonghu.export.${name}" content="${escape(text)}">\n`)
    .join("");

const watermarkStyle = (watermark: Watermark | undefined): string =>
  watermark === undefined
    ? ""
    : `<style>@page { @top-center { content: "${cssText(watermark.line)}"; font: 7.5pt 宋体, SimSun, serif; color: #555; } }</style>\n`;

/** A fixed box stands on each printed page; on the screen the last note says the same. */
const watermarkHtml = (watermark: Watermark | undefined): string =>
  watermark === undefined ? "" : `<p class="whose whose-across" aria-hidden="true">${escape(watermark.line)}</p>\n`;

function pageHtml(form: Form): string {
  const fields = form.fields.map(({ label, value }) => `<div><dt>${label}</dt><dd>${escape(value)}</dd></div>`);
  const total = form.total;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(form.title)}</title>
${watermarkMeta(form.watermark)}<style>${style}</style>
${watermarkStyle(form.watermark)}</head>
<body>
${watermarkHtml(form.watermark)}${form.annex === null ? "" : `<p class="annex">${escape(form.annex)}</p>\n`}<h1>${escape(form.title)}</h1>
<dl>${fields.join("")}</dl>
<table>
<thead><tr>${form.columns.map((title) => `<th scope="col">${escape(title)}</th>`).join("")}</tr></thead>
${form.blocks.map(blockHtml).join("\n")}
<tbody><tr><th class="sum" scope="row" colspan="2">${escape(total.text)}</th><td class="count" data-figure="total" data-id="total">${figure(total)}</td><td class="remark"></td></tr></tbody>
</table>
<div class="notes">
${form.notes.map((note) => `<p>${escape(note)}</p>`).join("\n")}
</div>
</body>
</html>
`;
}

/** The return as a page that prints like the form; every figure with a link opens the children behind it. */
export const html = (table: Table, head: Head, linkFor: LinkFor): string => pageHtml(formOf(table, head, linkFor));
