import { Segmented } from "antd";
import { PEOPLE_MOST, states, type TrainingPerson } from "#capabilities/training/words.ts";
import { longDay } from "../../ui/dayText.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Card } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { postText, stateText } from "./trainingText.tsx";
import { useSome } from "./useSome.tsx";
import "../styles/training.css";

const tabs = [{ value: "all", label: "全部" }, ...(["exam", "due", "done"] as const).map((value) => ({ value, label: states[value] }))]; // prettier-ignore

const link = (one: TrainingPerson): string => linkTo(`training/${one.personId}`);
const columnsOf = (place: (code: string) => string): readonly Column<TrainingPerson>[] => [
  { title: "姓名", look: "main", cell: (one) => <a href={link(one)}>{one.name}</a> },
  { title: "岗位", cell: (one) => postText(one.post) },
  { title: "地方", cell: (one) => place(one.area) },
  { title: "任职", look: "quiet", cell: (one) => longDay(one.fromDay) },
  { title: "情况", cell: (one) => stateText(one.state) },
  { title: "最近一次", look: "quiet", cell: (one) => (one.last === null ? "没有" : longDay(one.last)) },
];

function Listed({ people }: { readonly people: readonly TrainingPerson[] }) {
  const me = useMe();
  const { some, more } = useSome(people);
  const pathOf = useAreaPaths(some.map((one) => one.area));
  if (people.length === 0) return <Empty>没有这样的人。</Empty>;
  return (
    <>
      <Grid
        label="名单"
        columns={columnsOf((code) => placeText(pathOf(code), me.area))}
        rows={some}
        keyOf={(one) => one.personId}
        linkOf={link}
      />
      {more}
    </>
  );
}

/** Those who hold the posts, whoever is missing first; each leads to a training file. */
export function People({ area }: { readonly area: string | undefined }) {
  const { query } = usePlace();
  const state = tabs.find(({ value }) => value === query["state"])?.value ?? "all";
  const asked = { area, ...(state !== "all" && { state }) };
  const people = useLoad<readonly TrainingPerson[]>(address("/api/training/people", asked));
  const held = people.data && people.data.length < PEOPLE_MOST ? `，共 ${people.data.length} 人` : "";
  const cut = people.data?.length === PEOPLE_MOST ? `；至多 ${PEOPLE_MOST} 人，请选下级地区或导出` : "";
  return (
    <>
      <div className="filters">
        <Segmented
          aria-label="情况"
          options={tabs}
          value={state}
          onChange={(next) => go(linkTo("training", { ...query, state: next }))}
        />
      </div>
      <Card title="名单" note={`没有完成的在前，按地区排列${held}${cut}`} flush>
        <Show of={people}>{(rows) => <Listed key={`${area} ${state}`} people={rows} />}</Show>
      </Card>
    </>
  );
}
