/** @jsxImportSource preact */
import { Field, Select } from "../parts/Field.tsx";

export const noCarer = { name: "", relation: "", phone: "" };
type Carer = typeof noCarer;

/** Of the registry's relations those that care for a child whose parent is away (src/capabilities/registry/facts.ts). */
const relations: Readonly<Record<string, string>> = {
  father: "父亲",
  mother: "母亲",
  grandfather: "爷爷",
  grandmother: "奶奶",
  maternal_grandfather: "外公",
  maternal_grandmother: "外婆",
  brother: "哥哥或弟弟",
  sister: "姐姐或妹妹",
  other_kin: "别的亲戚",
  not_kin: "不是亲戚",
};

interface CarerProps {
  readonly carer: Carer;
  readonly say: (carer: Carer) => void;
}

/** Who cares for the child meanwhile. */
export function CarerFields({ carer, say }: CarerProps) {
  const write = (part: keyof Carer) => (value: string) => say({ ...carer, [part]: value });
  return (
    <section aria-labelledby="carer">
      <h2 id="carer">谁照看孩子</h2>
      <Field label="照看人的姓名" max={40} value={carer.name} onInput={write("name")} />
      <Select
        label="是孩子的"
        value={carer.relation}
        empty="不说"
        options={Object.entries(relations).map(([value, word]) => ({ value, word }))}
        onChange={write("relation")}
      />
      <Field label="照看人的电话" type="tel" max={30} value={carer.phone} onInput={write("phone")} />
    </section>
  );
}
