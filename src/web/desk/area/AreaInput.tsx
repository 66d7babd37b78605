import { Button, Cascader } from "antd";
import { useEffect, useState } from "react";
import { call, type Refusal, refusalFrom } from "../app/api.ts";
import { useAreaPaths } from "./names.ts";

interface Node {
  readonly code: string;
  readonly name: string;
  readonly hasChildren: boolean;
  /** A prefecture that is only in the code and that people never see. */
  readonly parent: string | null;
}

interface Option {
  readonly value: string;
  readonly label: string;
  readonly isLeaf: boolean;
  children?: Option[];
}

const optionOf = ({ code, name, hasChildren }: Node): Option => ({ value: code, label: name, isLeaf: !hasChildren });

const below = async (code: string): Promise<Option[]> =>
  (await call<Node[]>("GET", `/api/area/units/${code}/children`)).map(optionOf);

function placed(options: readonly Option[], value: string, children: Option[]): Option[] {
  return options.map((option) => {
    if (option.value === value) return children.length === 0 ? { ...option, isLeaf: true } : { ...option, children };
    return option.children ? { ...option, children: placed(option.children, value, children) } : option;
  });
}

interface AreaInputProps {
  readonly id?: string;
  readonly label?: string;
  readonly value: string | null;
  readonly onChange: (code: string | null) => void;
  /** Where the choice begins: "0" for the nation, else the post's own area. */
  readonly from?: string;
  /** Only a village will do. */
  readonly toVillage?: boolean;
}

/** Chooses an area step by step, the next level read when it is opened. */
export function AreaInput({ id, label = "地区", value, onChange, from = "0", toVillage = false }: AreaInputProps) {
  const [options, setOptions] = useState<Option[]>([]);
  const [turn, setTurn] = useState(0);
  const [refusal, setRefusal] = useState<Refusal>();
  const pathOf = useAreaPaths(value === null ? [] : [value]);
  const asked = `${turn} ${from}`;
  useEffect(() => {
    const code = asked.split(" ")[1] ?? "";
    const stop = new AbortController();
    below(code).then(
      (found) => !stop.signal.aborted && setOptions(found),
      (thrown: unknown) => !stop.signal.aborted && setRefusal(refusalFrom(thrown)),
    );
    return () => stop.abort();
  }, [asked]);
  const open = async (code: string): Promise<void> => {
    try {
      const found = await below(code);
      setOptions((now) => placed(now, code, found));
    } catch (thrown) {
      setRefusal(refusalFrom(thrown));
    }
  };
  // begun anew: an option whose lower level did not come waits for it for ever
  const again = (): void => {
    setRefusal(undefined);
    setOptions([]);
    setTurn(turn + 1);
  };
  if (refusal)
    return (
      <Button danger {...(id !== undefined && { id })} title={refusal.message} onClick={again}>
        没有读到下级地区，重试
      </Button>
    );
  const shown = value === null ? [] : [pathOf(value).join("") || "…"];
  return (
    <Cascader
      {...(id !== undefined && { id })}
      aria-label={label}
      className="area-input"
      options={options}
      loadData={(chain) => void open(chain.at(-1)?.value ?? "")}
      changeOnSelect={!toVillage}
      allowClear
      placeholder={toVillage ? "选择村（社区）" : "选择地区"}
      value={shown}
      displayRender={(labels) => labels.join("")}
      onChange={(chain) => onChange(chain && chain.length > 0 ? String(chain.at(-1)) : null)}
      showSearch={false}
    />
  );
}
