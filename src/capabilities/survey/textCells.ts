import { type IdNumber, readDisabilityCertificate, readIdNumber, readPhone } from "#kernel/idNumber.ts";
import type { Cell } from "#platform/files/index.ts";
import { hasUnseen, isPlaceholder, isUnlikeName, NAME_MAX } from "#capabilities/registry/words.ts";
import { andThen, fault, halfWidth, isPlainHan, nothing, type Reading, textOf, value } from "./reading.ts";

/** Characters, not UTF-16 units; counted only where it matters. */
const longer = (text: string, max: number): boolean => text.length > max && [...text].length > max;

/** Most names and places: nothing of what follows would change them. */
const isPlain = (cell: Cell, max: number): cell is Extract<Cell, { kind: "text" }> =>
  cell.kind === "text" && cell.text.length <= max && isPlainHan(cell.text);

/** Free text: kept as typed, but for outer spaces and line breaks inside. `max` in characters, not in UTF-16 units. */
export function readTextCell(cell: Cell, max: number): Reading<string> {
  if (isPlain(cell, max)) return value(cell.text);
  return andThen(textOf(cell), (given) => {
    if (given.length > max * 4) return fault("survey.text_too_long", { max });
    const text = given
      .normalize("NFC")
      .replace(/[\r\n\t]+/g, " ")
      .trim();
    if (hasUnseen(text)) return fault("survey.text_unseen");
    return longer(text, max) ? fault("survey.text_too_long", { max }) : value(text);
  });
}

const dots = /[•‧・･․∙⋅⸱●]/g; // shapes of 间隔号 (GB/T 15834 4.10)
const han = "\\p{Script=Han}\\u3007\\ue000-\\uf8ff\\u{f0000}-\\u{10fffd}"; // private characters: names before they had a code point
const spacedHan = new RegExp(`(?<=[${han}])\\s+(?=[${han}])`, "gu");
const dottedHan = new RegExp(`(?<=[${han}])[.﹒。](?=[${han}])`, "gu"); // a full stop stands for it between Han characters

/**
 * A person's name: one to forty characters, kept as they are (one rule for all ways in: registry/texts.ts). Only what is not part of the name goes: full-width Latin
 * letters, spaces that line up two-character names, and the many shapes of 间隔号, which becomes "·".
 */
export function readNameCell(cell: Cell): Reading<string> {
  if (isPlain(cell, NAME_MAX)) return named(cell.text);
  return andThen(readTextCell(cell, 2 * NAME_MAX), (given) => {
    const text = halfWidth(given)
      .replace(dots, "·")
      .replace(dottedHan, "·")
      .split("·")
      .map((part) => part.trim())
      .join("·")
      .replace(spacedHan, "")
      .replace(/ {2,}/g, " ")
      .trim();
    return longer(text, NAME_MAX) ? fault("survey.text_too_long", { max: NAME_MAX }) : named(text);
  });
}

function named(text: string): Reading<string> {
  if (isPlaceholder(text)) return fault("survey.name_placeholder", { text });
  return isUnlikeName(text) ? fault("survey.name_unreadable") : value(text);
}

/** The name of somebody beside the child: 无 and 不详 say that there is nobody to name. */
export function readKinNameCell(cell: Cell): Reading<string> {
  const reading = readNameCell(cell);
  return reading.kind === "fault" && reading.code === "survey.name_placeholder" ? nothing : reading;
}

/** An id number, a certificate: digits as text, without what people put between them. */
function readDigits(cell: Cell): Reading<string> {
  if (cell.kind === "text" && /^\d{17}[\dX]$/.test(cell.text)) return value(cell.text);
  // A double holds fifteen digits; a longer number has been rounded before anybody could look at it.
  if (cell.kind === "number" && (Math.abs(cell.value) >= 1e15 || !Number.isInteger(cell.value))) {
    return fault("survey.digits_lost");
  }
  return andThen(textOf(cell), (given) => {
    if (given.length > 200) return fault("survey.text_too_long", { max: 40 });
    const text = halfWidth(given)
      .replace(/[\s\p{Cf}'’‘`\-—]/gu, "")
      .replace(/[xX×✕]$/, "X")
      .toUpperCase();
    return /^\d(?:\.\d+)?E\+?\d+$/.test(text) ? fault("survey.digits_lost") : value(text);
  });
}

/** An id number after GB 11643, of 15 or 18 characters; comes back with 18, and with what it says. */
export function readIdCell(cell: Cell): Reading<IdNumber> {
  return andThen(readDigits(cell), (text) => {
    const reading = readIdNumber(text);
    if (reading.ok) return value(reading.id);
    // Saved as a number once, and turned into text afterwards: the last three digits have become zeros.
    if (/^\d{15}000$/.test(text)) return fault("survey.digits_lost");
    return fault(`survey.id_${reading.fault}`, { length: text.length });
  });
}

/** The number of another document (passport, travel permit): no check is known, only its shape. */
export function readOtherIdCell(cell: Cell): Reading<string> {
  return andThen(readDigits(cell), (text) =>
    /^[0-9A-Z()/]{4,30}$/.test(text) ? value(text) : fault("survey.id_characters"),
  );
}

export function readCertificateCell(cell: Cell): Reading<string> {
  return andThen(readDigits(cell), (text) => {
    const reading = readDisabilityCertificate(text);
    if (reading.ok) return value(reading.certificate.number);
    if (/^\d{15}0{3,7}$/.test(text)) return fault("survey.digits_lost");
    return fault(`survey.certificate_${reading.fault}`, { length: text.length });
  });
}

export function readPhoneCell(cell: Cell): Reading<string> {
  if (cell.kind === "text" && /^1[3-9]\d{9}$/.test(cell.text)) return value(cell.text);
  if (cell.kind === "number" && (!Number.isInteger(cell.value) || Math.abs(cell.value) >= 1e15)) {
    return fault("survey.digits_lost");
  }
  return andThen(textOf(cell), (given) => {
    const text = halfWidth(given.slice(0, 200)).replace(/[\p{Cf}'’]/gu, "");
    if (/^\d(?:\.\d+)?E\+?\d+$/i.test(text.trim())) return fault("survey.digits_lost");
    const phone = readPhone(text);
    if (phone !== null) return value(phone);
    return fault(/\d{7}[^\d]+\d{7}/.test(text.slice(0, 60)) ? "survey.phone_two" : "survey.phone_wrong");
  });
}
