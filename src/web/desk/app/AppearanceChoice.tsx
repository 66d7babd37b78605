import { BgColorsOutlined } from "@ant-design/icons";
import { Button, Modal, Segmented } from "antd";
import { useState } from "react";
import { choose, type TextSize, textSizes, type Theme, themes, useAppearance } from "./appearance.ts";

const optionsOf = <Choice extends string>(words: Readonly<Record<Choice, string>>) =>
  Object.entries<string>(words).map(([value, label]) => ({ value: value as Choice, label }));

function Choices() {
  const { theme, text } = useAppearance();
  return (
    <div className="appearance">
      <h3 id="appearance-theme">颜色</h3>
      <Segmented<Theme>
        name="theme"
        aria-labelledby="appearance-theme"
        options={optionsOf(themes)}
        value={theme}
        onChange={(next) => choose({ theme: next })}
      />
      <h3 id="appearance-text">字号</h3>
      <Segmented<TextSize>
        name="text"
        aria-labelledby="appearance-text"
        options={optionsOf(textSizes)}
        value={text}
        onChange={(next) => choose({ text: next })}
      />
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
