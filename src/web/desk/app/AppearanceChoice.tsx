import { BgColorsOutlined } from "@ant-design/icons";
import { Button, Modal, Segmented } from "antd";
import { useState } from "react";
import { choose, textSizes, themes, useAppearance } from "./appearance.ts";

const optionsOf = <Choice extends string>(words: Readonly<Record<Choice, string>>) =>
  Object.entries<string>(words).map(([value, label]) => ({ value: value as Choice, label }));

interface ChoiceProps<Value extends string> {
  readonly name: string;
  readonly title: string;
  readonly words: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ name, title, words, value, onChange }: ChoiceProps<Value>) {
  const id = `appearance-${name}`;
  return (
    <>
      <h3 id={id}>{title}</h3>
      <Segmented<Value> name={name} aria-labelledby={id} options={optionsOf(words)} value={value} onChange={onChange} />
    </>
  );
}

function Choices() {
  const { theme, text } = useAppearance();
  return (
    <div className="appearance">
      <Choice name="theme" title="颜色" words={themes} value={theme} onChange={(next) => choose({ theme: next })} />
      <Choice name="text" title="字号" words={textSizes} value={text} onChange={(next) => choose({ text: next })} />
      <p className="muted">只在这个浏览器中保存，打印时始终是浅色。</p>
    </div>
  );
}

/** Light or dark, and how large: wherever one is, and before one is in. */
export function AppearanceChoice() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        className="appearance-button"
        type="text"
        icon={<BgColorsOutlined aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        显示
      </Button>
      <Modal open={open} title="显示" footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Choices />
      </Modal>
    </>
  );
}
