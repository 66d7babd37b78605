import { Button, Modal, Switch } from "antd";
import { useEffect, useState } from "react";
import { besideOf } from "../registry/beside.ts";
import { go, linkTo, usePlace } from "./route.ts";
import { type ShortcutAct, shortcutOf, shortcuts } from "./shortcut.ts";
import { useKept } from "./useKept.ts";

/** Where keys are text, or a dialog has the word. */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable],.ant-modal,.ant-drawer") !==
    null;

const isOn = (kept: unknown): boolean => kept !== false;

function findBox(): void {
  document.querySelector<HTMLInputElement>(".finder input")?.focus();
}

/** Single keys, and the page that names them; whoever is disturbed by them turns them off (WCAG 2.1.4). */
export function Shortcuts() {
  const { parts } = usePlace();
  const [help, setHelp] = useState(false);
  const [on, setOn] = useKept("shortcuts", isOn);
  const [room, childId = ""] = parts;
  useEffect(() => {
    const turn = (to: string | undefined): void => {
      if (room === "children" && to !== undefined) go(linkTo(`children/${to}`), true); // as the links beside the heading
    };
    const acts: Readonly<Record<ShortcutAct, () => void>> = {
      search: findBox,
      help: () => setHelp(true),
      next: () => turn(besideOf(childId).next),
      previous: () => turn(besideOf(childId).previous),
    };
    const press = (event: KeyboardEvent): void => {
      const act = shortcutOf(event);
      if (act === undefined || !on || isTaken(event.target)) return;
      event.preventDefault();
      acts[act]();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [room, childId, on]);
  return (
    <>
      <Button className="keys-button" type="text" onClick={() => setHelp(true)}>
        快捷键
      </Button>
      <Modal open={help} title="快捷键" footer={null} onCancel={() => setHelp(false)}>
        <dl className="keys">
          {Object.entries(shortcuts).map(([key, { says }]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{says}</dd>
            </div>
          ))}
          <div>
            <dt>
              <kbd>Tab</kbd>
            </dt>
            <dd>逐项前进；加按上档键后退；回车打开</dd>
          </div>
        </dl>
        <p>
          <Switch aria-label="使用单键快捷键" checked={on} onChange={setOn} /> 使用单键快捷键
        </p>
      </Modal>
    </>
  );
}
