/** @jsxImportSource preact */
import { factByKey } from "#capabilities/registry/facts.ts";
import type { FactValue } from "#engines/rules/catalogue.ts";
import { listed, text, word } from "../language/text.ts";
import type { Answers } from "./question.ts";

const codesOf = (value: FactValue): readonly string[] => (Array.isArray(value) ? value : [value]).map(String);

function lineOf([key, value]: [string, FactValue]): string {
  const { zh = key, options } = factByKey.get(key) ?? {};
  return text("visit.unasked_line", { what: word(zh), value: listed(codesOf(value).map((code) => word(options?.[code] ?? code))) }); // prettier-ignore
}

/** What was answered before the policy changed and is not asked any more: shown, so that it can be written down. */
export function UnaskedNote({ unasked = {} }: { unasked: Answers | undefined }) {
  const lines = Object.entries(unasked).map(lineOf);
  if (lines.length === 0) return null;
  return (
    <section class="note" data-unasked={lines.length}>
      <p>{text("visit.unasked")}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
