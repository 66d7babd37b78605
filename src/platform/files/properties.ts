import type { Watermark } from "#kernel/watermark.ts";
import { xmlText } from "./plainText.ts";

/* The properties of a workbook (ECMA-376 part 1, 15.2.12, part 2, 10): what a program shows under 文件 → 信息. */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = "http://schemas.openxmlformats.org/officeDocument/2006";

export const customPart = "docProps/custom.xml";
export const customType = `<Override PartName="/${customPart}" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>`;
export const customRelation = `<Relationship Id="custom" Type="${office}/relationships/custom-properties" Target="${customPart}"/>`;

const element = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>`;

export function coreProperties(title: string, watermark: Watermark | undefined): string {
  const own = watermark
    ? element("dc:subject", watermark.number) +
      element("dc:creator", `${watermark.person}（${watermark.post}，${watermark.area}）`) +
      element("cp:keywords", watermark.number) +
      element("dc:description", watermark.line) +
      `<dcterms:created xsi:type="dcterms:W3CDTF">${xmlText(watermark.at)}</dcterms:created>`
    : element("dc:creator", "童护 Tonghu");
  return (
    `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `${element("dc:title", title)}${own}</cp:coreProperties>`
  );
}

/** The watermark's parts under names that a program reads. */
export function customProperties({ number, person, post, area, purpose, at }: Watermark): string {
  const parts = Object.entries({ number, person, post, area, purpose, at }).map(
    ([name, text], i) =>
      `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${i + 2}" name="tonghu.export.${name}">` +
      `<vt:lpwstr>${xmlText(text)}</vt:lpwstr></property>`,
  );
  return `${declaration}<Properties xmlns="${office}/custom-properties" xmlns:vt="${office}/docPropsVTypes">${parts.join("")}</Properties>`;
}
