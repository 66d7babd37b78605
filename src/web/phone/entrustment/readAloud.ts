import type { Entrustment } from "#capabilities/policy/words.ts";
import { dayText } from "../days.ts";
import { listed, text } from "../language/text.ts";
import { type ChildFile, textOf } from "../registry/file.ts";
import type { Filling } from "./filling.ts";

type Told = Pick<Entrustment, "signers" | "undertakings">;

/** The agreement as it is read to whoever signs: who, for how long, and what each undertakes. */
export function readAloudLines(file: ChildFile, { signers, undertakings }: Told, filling: Filling): string[] {
  const entrusters = signers.filter(({ id, role }) => role === "entruster" && filling.signers[id]?.how !== "excused");
  const names = entrusters.map(({ id }) => filling.signers[id]?.name ?? "").filter((name) => name !== "");
  const whole = text("entrustment.read", {
    parents: listed(names),
    child: textOf(file, "name") ?? "",
    carer: filling.carer.name,
    from: dayText(filling.from, file.day),
    until: dayText(filling.until, file.day),
  });
  const said = undertakings.map((one) => text("join.pair", { left: text(`entrustment.by_${one.by}`), right: one.text }));
  return [whole, ...said];
} // prettier-ignore
