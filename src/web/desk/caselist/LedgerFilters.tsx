import { SearchOutlined } from "@ant-design/icons";
import { Input, Select } from "antd";
import { useState } from "react";
import { isNumber } from "../../ui/personNumber.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { LevelShape } from "../parts/LevelBadge.tsx";
import { useNumberSearch } from "./useNumberSearch.ts";
import { ledgerNames, usePolicy } from "../policy/policy.ts";

/** The filters that the ledger's address may carry. */
export const ledgerFilters = [
  "area",
  "level",
  "category",
  "ground",
  "ledger",
  "name",
  "awaiting",
  "proposed",
  "closed",
] as const;
export type LedgerFilter = (typeof ledgerFilters)[number];

interface Choice {
  readonly value: string;
  readonly label: string;
}

function Filter({
  title,
  value,
  choices,
  choose,
}: {
  readonly title: string;
  readonly value: string | undefined;
  readonly choices: readonly Choice[];
  readonly choose: (value: string | undefined) => void;
}) {
  return (
    <Select
      className="filter"
      aria-label={title}
      placeholder={title}
      allowClear
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: "label" }}
      value={value ?? null}
      options={[...choices]}
      onChange={(next: string | null | undefined) => choose(next ?? undefined)}
    />
  );
}

function NameFilter({ value, choose }: { readonly value: string; readonly choose: (name: string) => void }) {
  const [text, setText] = useState(value);
  const { said, seek, forget } = useNumberSearch();
  const typed = text.trim();
  return (
    <span className="sought">
      <Input
        type="search"
        className="filter filter-sought"
        prefix={<SearchOutlined aria-hidden="true" />}
        aria-label="姓名或证件号码"
        placeholder="姓名或证件号码，回车查找"
        autoComplete="off"
        maxLength={40}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          forget();
        }}
        onPressEnter={() => !seek(typed) && choose(typed)}
        // a number waits for the key: it is looked for once, and each time is kept
        onBlur={() => !isNumber(typed) && typed !== value && choose(typed)}
      />
      <output className="finder-said" hidden={said === undefined}>
        {said}
      </output>
    </span>
  );
}

function LevelFilter({
  value,
  choose,
}: {
  readonly value: string | undefined;
  readonly choose: (value: string | undefined) => void;
}) {
  const { levels } = usePolicy();
  return (
    <fieldset className="level-filter" aria-label="风险等级">
      {levels.map(({ id, word, shape }) => (
        <button
          key={id}
          type="button"
          className={`level-${id}`}
          aria-pressed={value === id}
          onClick={() => choose(value === id ? undefined : id)}
        >
          <LevelShape shape={shape} />
          {word}
        </button>
      ))}
    </fieldset>
  );
}

const states: readonly Choice[] = [
  { value: "awaiting", label: "高风险未介入" },
  { value: "proposed", label: "待确认分级" },
  { value: "closed", label: "包括已结案" },
];

const none: Choice = { value: "none", label: "未列入台账" };

export function LedgerFilters() {
  const pack = usePolicy();
  const { query } = usePlace();
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    go(linkTo("ledger", { ...query, ...changes }));
  const grounds = pack.grounds.filter((ground) => query["level"] === undefined || ground.level === query["level"]);
  const state = states.find(({ value }) => query[value] !== undefined)?.value;
  return (
    <div className="filters">
      <AreaTrail area={query["area"]} choose={(area) => set({ area })} />
      <LevelFilter value={query["level"]} choose={(level) => set({ level, ground: undefined })} />
      <NameFilter key={query["name"]} value={query["name"] ?? ""} choose={(name) => set({ name })} />
      <span className="break" />
      <Filter
        title="类别"
        value={query["category"]}
        choose={(category) => set({ category })}
        choices={pack.categories.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <Filter
        title="情形"
        value={query["ground"]}
        choose={(ground) => set({ ground })}
        choices={grounds.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <Filter
        title="台账"
        value={query["ledger"]}
        choose={(ledger) => set({ ledger })}
        choices={[...Object.entries(ledgerNames).map(([value, label]) => ({ value, label })), none]}
      />
      <Filter
        title="状态"
        value={state}
        choose={(next) =>
          set(Object.fromEntries(states.map(({ value }) => [value, value === next ? "yes" : undefined])))
        }
        choices={states}
      />
      {ledgerFilters.some((key) => query[key] !== undefined) && <a href={linkTo("ledger")}>清除条件</a>}
    </div>
  );
}
