/** @jsxImportSource preact */
import { factByKey } from "#capabilities/registry/facts.ts";
import type { Place } from "../hash.ts";
import { joined, text, word } from "../language/text.ts";
import type { Keep } from "./keep.ts";
import { type Content, isConcern, isListed } from "./kept.ts";

/* What a command says, and where it leads: for what waits, and for what was done today. */

/** Where it leads; a child whose registration was refused has no page. */
export function placeOf(keep: Keep, { operation, childId, body, ...content }: Content): Place | undefined {
  if (isConcern({ operation })) return { page: "report", childId: "" };
  if (operation === "training.take") return { page: "training", courseId: String(body["courseId"]) };
  if (operation === "notice.read") return { page: "notices" };
  if (isListed({ operation, ...content })) return { page: "anomalies" };
  if (operation === "declaration.refuse") return { page: "declarations" };
  const isThere =
    keep.files.has(childId) ||
    keep.commands.some((one) => one.content.childId === childId && one.content.operation === "registry.register" && one.state !== "refused"); // prettier-ignore
  return isThere ? { page: "file", childId } : undefined;
}

/** A finding in words; what was typed or picked in full only where it is said by words of its own. */
function factText(key: string, value: unknown): string {
  const spec = factByKey.get(key);
  const options = spec?.options ?? {};
  const codes = (Array.isArray(value) ? value : [value]).map((code) => word(options[String(code)] ?? String(code)));
  return text("join.pair", { left: word(spec?.zh ?? key), right: codes.join(text("join.names")) });
}

/** What was written, so that it can be read where it is stuck. */
export function Written({ content: { operation, body } }: { readonly content: Content }) {
  const facts = operation === "visit.record" ? Object.entries((body["facts"] ?? {}) as Record<string, unknown>) : [];
  const problems = (body["problems"] ?? []) as readonly { readonly title: string; readonly solution: string }[];
  return (
    <>
      {facts.map(([key, value]) => (
        <p key={key}>{factText(key, value)}</p>
      ))}
      {problems.map(({ title, solution }) => (
        <p key={title}>{joined([text("unsent.problem", { title }), solution].filter((part) => part !== ""))}</p>
      ))}
    </>
  );
}
