import type { TrainingPerson } from "#capabilities/training/words.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { type Column, Grid } from "../parts/Grid.tsx";
import { postText, stateText } from "./trainingText.tsx";
import { useSome } from "./useSome.tsx";
import "../styles/training.css";

/** Who was there, and who of them passed an exam there. */
export interface Attended {
  readonly people: ReadonlySet<string>;
  readonly examined: ReadonlySet<string>;
}
export const noOne: Attended = { people: new Set(), examined: new Set() };

const turned = (set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> => {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
};

/** Whoever passed was there; whoever was not there passed nothing. */
const marked = ({ people, examined }: Attended, id: string, what: keyof Attended, on: boolean): Attended => ({
  people: what === "people" || on ? turned(people, id, on) : people,
  examined: what === "examined" || !on ? turned(examined, id, on) : examined,
});

interface AttendanceProps {
  readonly people: readonly TrainingPerson[];
  readonly there: Attended;
  readonly set: (there: Attended) => void;
}

interface TickProps extends Omit<AttendanceProps, "people"> {
  readonly person: TrainingPerson;
  readonly what: keyof Attended;
}

const titles = { people: "到场", examined: "考核合格" } as const;

function Tick({ person: { personId: id, name }, what, there, set }: TickProps) {
  return (
    <input
      type="checkbox"
      aria-label={`${name}${titles[what]}`}
      checked={there[what].has(id)}
      onChange={(event) => set(marked(there, id, what, event.target.checked))}
    />
  );
}

const columnsOf = (
  props: Pick<AttendanceProps, "there" | "set">,
  place: (code: string) => string,
): readonly Column<TrainingPerson>[] => [
  { title: titles.people, look: "pick", cell: (one) => <Tick person={one} what="people" {...props} /> },
  { title: "姓名", look: "main", cell: (one) => one.name },
  { title: "岗位", cell: (one) => postText(one.post) },
  { title: "地方", cell: (one) => place(one.area) },
  { title: "情况", cell: (one) => stateText(one.state) },
  {
    title: titles.examined,
    cell: (one) => (
      <span className="exam-tick">
        <Tick person={one} what="examined" {...props} />
      </span>
    ),
  },
];

/** Those who hold the posts, each with a tick for being there and one for an exam passed. */
export function Attendance({ people, there, set }: AttendanceProps) {
  const me = useMe();
  const { some, more } = useSome(people);
  const pathOf = useAreaPaths(some.map((one) => one.area));
  const columns = columnsOf({ there, set }, (code) => placeText(pathOf(code), me.area));
  return (
    <>
      <Grid label="到场人员" columns={columns} rows={some} keyOf={(one) => one.personId} />
      {more}
    </>
  );
}
