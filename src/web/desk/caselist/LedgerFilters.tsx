import { SearchOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { departmentNames } from "#capabilities/account/zh.ts";
import { guardianshipNames, guardianshipUnknown, unvisitedNames, whenNames } from "#capabilities/caselist/zh.ts";
import { isNumber } from "../../ui/personNumber.ts";
import { go, linkTo, type Query, usePlace } from "../app/route.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { LevelShape } from "../parts/LevelBadge.tsx";
import { Sought } from "./Sought.tsx";
import { useNumberSearch } from "./useNumberSearch.ts";
import { ledgerNames, usePolicy } from "../policy/policy.ts";
import { ageGroups, ageText, filtersOf } from "./ledgerQuery.ts";

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
  const { said, several, seek, forget } = useNumberSearch();
  const typed = text.trim();
  return (
    <span className="sought">
      <Input
        type="search"
        className="filter filter-sought"
        prefix={<SearchOutlined aria-hidden="true" />}
        aria-label="姓名、证件号码或电话"
        placeholder="姓名、拼音、证件号或电话"
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
      <Sought said={said} several={several} />
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

/** 单亲家庭儿童 have a level and are visited, and are no 服务对象; who has no level waits for a grading. */
const kept: readonly Choice[] = [
  { value: "served", label: "服务对象" },
  { value: "graded", label: "已定级" },
];
const keptBoth: Choice = { value: "both", label: "定级服务对象" };

const states: readonly Choice[] = [
  { value: "awaiting", label: "高风险未介入" },
  { value: "proposed", label: "待确认分级" },
  { value: "direct", label: "未落实到下级地区" },
  { value: "closed", label: "已结案" },
];

const none: Choice = { value: "none", label: "未列入台账" };
const choicesOf = (names: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
const guardianship = [...choicesOf(guardianshipNames), { value: "none", label: guardianshipUnknown }];
const whens = choicesOf(whenNames);
/** "never" stands last among keys that are numbers, and is asked most. */
const unvisited = choicesOf(unvisitedNames).toSorted(
  (a, b) => Number(b.value === "never") - Number(a.value === "never"),
);

/** What lists of departments brought up and nobody has verified yet. */
const flags: readonly Choice[] = [
  { value: "any", label: "有异常待核实" },
  { value: "civil_affairs", label: "民政名单提出的" },
  ...choicesOf(departmentNames).map(({ value, label }) => ({ value, label: `${label}提出的` })),
];

type Set = (changes: Query) => void;

function Standing({ query, set }: { readonly query: Query; readonly set: Set }) {
  const pack = usePolicy();
  const grounds = pack.grounds.filter((ground) => query["level"] === undefined || ground.level === query["level"]);
  const state = states.find(({ value }) => query[value] !== undefined)?.value;
  return (
    <>
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
      <Filter title="时限" value={query["when"]} choose={(when) => set({ when })} choices={whens} />
      <Filter
        title="状态"
        value={state}
        choose={(next) =>
          set(Object.fromEntries(states.map(({ value }) => [value, value === next ? "yes" : undefined])))
        }
        choices={states}
      />
    </>
  );
}

const keptOf = (query: Query): string | undefined =>
  query["served"] && query["graded"] ? keptBoth.value : kept.find(({ value }) => query[value] !== undefined)?.value;
const asked = (chosen: string | undefined, which: string): string | undefined =>
  chosen === which || chosen === keptBoth.value ? "yes" : undefined;

function Person({ query, set }: { readonly query: Query; readonly set: Set }) {
  const age = ageText(query);
  const ages = ageGroups.map(({ label }) => ({ value: label, label }));
  return (
    <>
      <Filter
        title="年龄"
        value={age}
        choose={(label) => {
          const group = ageGroups.find((one) => one.label === label);
          set({ ageFrom: group?.from, ageTo: group?.to });
        }}
        choices={
          age === undefined || ages.some(({ value }) => value === age) ? ages : [...ages, { value: age, label: age }]
        }
      />
      <Filter
        title="上次入户"
        value={query["unvisited"]}
        choose={(since) => set({ unvisited: since })}
        choices={unvisited}
      />
      <Filter
        title="监护情况"
        value={query["guardianship"]}
        choose={(state) => set({ guardianship: state })}
        choices={guardianship}
      />
      <Filter title="部门比对" value={query["flagged"]} choose={(by) => set({ flagged: by })} choices={flags} />
      <Filter
        title="服务"
        value={keptOf(query)}
        choose={(next) => set({ served: asked(next, "served"), graded: asked(next, "graded") })}
        choices={[...kept, keptBoth]}
      />
      <Filter
        title="台账"
        value={query["ledger"]}
        choose={(ledger) => set({ ledger })}
        choices={[...choicesOf(ledgerNames), none]}
      />
    </>
  );
}

/** On a narrow screen they are folded away until one of them is asked for. */
const standing = ["category", "ground", "when", ...states.map(({ value }) => value)];
const further = ["ageFrom", "ageTo", "unvisited", "guardianship", "ledger", "served", "graded", "flagged"];

export function LedgerFilters() {
  const { query } = usePlace();
  const [more, setMore] = useState(false);
  const set: Set = (changes) => go(linkTo("ledger", { ...query, ...changes }));
  const opened = more || further.some((key) => query[key] !== undefined);
  return (
    <div className="filters">
      <AreaTrail area={query["area"]} choose={(area) => set({ area })} />
      <LevelFilter value={query["level"]} choose={(level) => set({ level, ground: undefined })} />
      <NameFilter key={query["name"]} value={query["name"] ?? ""} choose={(name) => set({ name })} />
      <span className="break" />
      <span className={opened || standing.some((key) => query[key] !== undefined) ? "standing" : "standing folded"}>
        <Standing query={query} set={set} />
      </span>
      {opened ? (
        <Person query={query} set={set} />
      ) : (
        <Button onClick={() => setMore(true)} aria-expanded={false}>
          更多条件
        </Button>
      )}
      {Object.keys(filtersOf(query)).length > 0 && <a href={linkTo("ledger")}>清除条件</a>}
    </div>
  );
}
