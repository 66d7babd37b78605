import { proposedEnd } from "#capabilities/entrustment/decide.ts";
import type { How, Wish } from "#capabilities/entrustment/words.ts";
import type { CareSigner, Entrustment } from "#capabilities/policy/words.ts";
import type { Day } from "#kernel/day.ts";
import type { Strokes } from "../attachment/usePen.ts";
import { listed, text } from "../language/text.ts";
import { type ChildFile, textOf } from "../registry/file.ts";
import type { Attached } from "../sync/kept.ts";

/* A 委托照护书 that is being filled in: what the file knows is there already. */

export interface SignerFilling {
  readonly name: string;
  readonly how: How | "";
  readonly file?: string;
  readonly note: string;
}

export interface Filling {
  readonly from: Day;
  readonly until: Day;
  readonly carer: { readonly name: string; readonly relation: string; readonly phone: string };
  readonly emergency: { readonly name: string; readonly phone: string };
  readonly answers: Readonly<Record<string, "yes" | "no">>;
  readonly heard: Wish | "";
  readonly words: string;
  readonly schoolTold: "yes" | "no" | "";
  readonly signers: Readonly<Record<string, SignerFilling>>;
  readonly reason: string;
  readonly attachments: readonly Attached[];
  /** What somebody was writing when the program ended. */
  readonly unfinished?: { readonly signer: string; readonly strokes: Strokes };
}

const known = (file: ChildFile, key: string): string => textOf(file, key) ?? "";

/** Who signs is known for each of the policy's signers but one whom a pack has thought of. */
function nameOf(file: ChildFile, { id, role }: CareSigner, me: string): string {
  if (role === "witness") return me;
  if (role === "carer") return known(file, "carer.name");
  return known(file, `${id}.name`);
}

/** A parent who has died entrusts nobody. */
function begun(file: ChildFile, signer: CareSigner, me: string): SignerFilling {
  const states = file.facts.find(({ key }) => key === `${signer.id}.status`);
  const died = Array.isArray(states?.value) && states.value.includes("dead");
  const name = nameOf(file, signer, me);
  return died ? { name, how: "excused", note: states?.text ?? "" } : { name, how: "", note: "" };
}

export function fillingOf(file: ChildFile, { signers, terms }: Entrustment, me: string): Filling {
  return {
    from: file.day,
    until: proposedEnd(file.day, terms.months, known(file, "birthDate") || undefined),
    carer: { name: known(file, "carer.name"), relation: known(file, "carer.relation"), phone: known(file, "carer.phone") },
    emergency: { name: "", phone: "" },
    answers: {},
    heard: "",
    words: "",
    schoolTold: "",
    signers: Object.fromEntries(signers.map((signer) => [signer.id, begun(file, signer, me)])),
    reason: "",
    attachments: [],
  };
} // prettier-ignore

const placeOf = (file: ChildFile, id: string): string => known(file, `${id}.away.area`).slice(0, 100);

/** The body of MakeEntrustment without its id; signatures become commands of their own (sync/contentOf.ts). */
export function messageOf(file: ChildFile, entrustment: Entrustment, form: string, filling: Filling): Record<string, unknown> {
  const signers = entrustment.signers.map(({ id, role }) => {
    const one = filling.signers[id];
    const { name, how, file: picture, note } = one ?? { name: "", how: "later", note: "" };
    return { id, role, name: name.trim(), how, note: note.trim(), ...(how === "signed" && { file: picture }) };
  });
  const entrusters = signers.filter(({ role, how }) => role === "entruster" && how !== "excused");
  const { from, until, carer, emergency, answers, heard, words, schoolTold, reason, attachments } = filling;
  return {
    form, from, until, answers, reason: reason.trim(),
    entrusters: entrusters.map(({ id, name }) => ({ id, name, phone: known(file, `${id}.phone`), place: placeOf(file, id) })),
    carer: { name: carer.name.trim(), relation: carer.relation.trim(), phone: carer.phone.trim(), place: known(file, "residence.address").slice(0, 100) },
    ...(emergency.name.trim() !== "" && { emergency: { name: emergency.name.trim(), phone: emergency.phone.trim() } }),
    wish: { heard, words: words.trim() },
    undertakings: entrustment.undertakings.map(({ by, text: said }) => ({ by, text: said })),
    schoolTold: schoolTold === "yes",
    signers: signers.map(({ role: _role, ...signer }) => signer),
    ...(attachments.length > 0 && { attachments }),
  };
} // prettier-ignore

/** The exclusion of the law that was answered wrongly; undefined where none was. */
export const excludedBy = ({ questions }: Entrustment, { answers }: Filling) =>
  questions.find(({ id, right }) => answers[id] !== undefined && answers[id] !== right);

function signersLeft({ signers }: Entrustment, filling: Filling): readonly string[] {
  return signers.flatMap(({ id, title }) => {
    const one = filling.signers[id];
    const isDone = one && one.how !== "" && one.name.trim() !== "" && (one.how !== "signed" || one.file !== undefined);
    const isExcused = one?.how === "excused" && one.note.trim() !== "";
    return isExcused || (isDone && one.how !== "excused") ? [] : [title];
  });
}

/** What still stands in the way, in the order of the page; undefined where nothing does. */
export function obstacle(entrustment: Entrustment, filling: Filling, replaces: boolean): string | undefined {
  if (replaces && filling.reason.trim() === "") return text("entrustment.want_reason");
  if (filling.carer.name.trim() === "") return text("entrustment.want_carer");
  const excluded = excludedBy(entrustment, filling);
  if (excluded) return text("entrustment.excluded", { clause: excluded.clause });
  if (entrustment.questions.some(({ id }) => filling.answers[id] === undefined)) return text("entrustment.want_answers");
  if (filling.heard === "") return text("entrustment.want_wish");
  if (filling.until <= filling.from) return text("entrustment.want_term");
  if (filling.schoolTold === "") return text("entrustment.want_school");
  const left = signersLeft(entrustment, filling);
  if (left.length > 0) return text("entrustment.want_signers", { who: listed(left) });
  const entrusts = entrustment.signers.some(({ id, role }) => role === "entruster" && filling.signers[id]?.how !== "excused");
  return entrusts ? undefined : text("entrustment.want_entruster");
} // prettier-ignore
