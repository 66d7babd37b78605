/** @jsxImportSource preact */
import type { PublicPolicy } from "#capabilities/concern/words.ts";
import { Field, Select } from "../parts/Field.tsx";

export interface WhoSaid {
  readonly kind: string;
  readonly name: string;
  readonly phone: string;
  readonly unit: string;
}
export const nobody: WhoSaid = { kind: "", name: "", phone: "", unit: "" };

interface WhoProps {
  readonly reporters: PublicPolicy["reporters"];
  readonly who: WhoSaid;
  readonly say: (who: WhoSaid) => void;
}

/** Who tells it, as far as they wish: those whom the law binds, or anybody. */
export function Who({ reporters, who, say }: WhoProps) {
  const bound = reporters.find(({ id }) => id === who.kind);
  const write = (part: keyof WhoSaid) => (value: string) => say({ ...who, [part]: value });
  return (
    <section aria-labelledby="who">
      <h2 id="who">您是谁（可以不写）</h2>
      <p class="soft">您的身份保密，只有办理的人为了办这件事才能看，每次看都留痕。</p>
      <Select
        label="您的身份"
        value={who.kind}
        empty="邻居、亲友、路过的人，或者不说"
        options={reporters.map(({ id, title }) => ({ value: id, word: title }))}
        onChange={write("kind")}
      />
      {bound && (
        <p class="soft">
          发现这些情形应当立即报告，也要向公安机关报案（{bound.clause}）。
        </p>
      )}
      {bound && <Field label="单位" max={60} value={who.unit} onInput={write("unit")} />}
      <Field label="姓名" max={40} value={who.name} onInput={write("name")} />
      <Field label="电话" hint="写了电话，办理的人可以问您详细情况" type="tel" max={30} value={who.phone} onInput={write("phone")} />
    </section>
  );
} // prettier-ignore
