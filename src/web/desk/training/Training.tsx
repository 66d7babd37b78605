import { Button } from "antd";
import { type Coverage, type CoverageRow, states } from "#capabilities/training/words.ts";
import { isId } from "#kernel/id.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { go, linkTo, usePlace } from "../app/route.ts";
import { useMay, useMe } from "../app/session.ts";
import { AreaTrail } from "../area/AreaTrail.tsx";
import { useAreaPaths } from "../area/names.ts";
import { TakeAlong } from "../export/TakeAlong.tsx";
import { type Column, Grid } from "../parts/Grid.tsx";
import { Numbers } from "../parts/Numbers.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { People } from "./People.tsx";
import { PersonTraining } from "./PersonTraining.tsx";
import { SessionForm } from "./SessionForm.tsx";
import { Sessions } from "./Sessions.tsx";

/** 98%; nothing where nobody is asked. Rounded down: 100 means all of them. */
const share = ({ people, done }: CoverageRow): string => (people === 0 ? "—" : `${Math.floor((done / people) * 100)}%`);

function Whole({ of: { whole, year, rules } }: { readonly of: Coverage }) {
  return (
    <Card title={`${year}年培训覆盖`} note={`目标 100%，现在 ${share(whole)}`}>
      <Numbers
        of={[
          { title: "应培训", count: whole.people },
          { title: states.done, count: whole.done },
          { title: states.due, count: whole.due, late: whole.due > 0 },
          { title: states.exam, count: whole.exam, late: whole.exam > 0 },
        ]}
      />
      {rules.map(({ title, clause }) => (
        <p key={`${title} ${clause}`} className="muted">
          {title}（{clause}）
        </p>
      ))}
    </Card>
  );
}

const link = (row: CoverageRow): string => linkTo("training", { area: row.area });
const columnsOf = (place: (code: string) => string): readonly Column<CoverageRow>[] => [
  { title: "地区", look: "main", cell: (row) => <a href={link(row)}>{place(row.area)}</a> },
  { title: "应培训", look: "num", cell: (row) => row.people },
  { title: states.done, look: "num", cell: (row) => row.done },
  { title: states.due, look: "num", cell: (row) => row.due },
  { title: states.exam, look: "num", cell: (row) => row.exam },
  { title: "覆盖", look: "num", cell: share },
];

/** Digits of a township's code. */
const TOWNSHIP = 9;

function Areas({ of }: { readonly of: Coverage }) {
  const pathOf = useAreaPaths(of.areas.map((row) => row.area));
  // below a township each village has one or two: the list says it
  if (of.areas.length < 2 || of.whole.area.length >= TOWNSHIP) return null;
  return (
    <Card title="分地区" note="按行政区划排列，不排名" flush>
      <Grid
        label="分地区"
        columns={columnsOf((code) => pathOf(code).at(-1) ?? "")}
        rows={of.areas}
        keyOf={(row) => row.area}
        linkOf={link}
      />
    </Card>
  );
}

/** 培训: who has to learn what by the documents, how many have, and the list behind each figure. */
export function Training({ parts }: { readonly parts: readonly string[] }) {
  const [id] = parts;
  if (id === "new") return <SessionForm />;
  return id !== undefined && isId(id) ? <PersonTraining key={id} id={id} /> : <Overview />;
}

function Actions({ area }: { readonly area: string | undefined }) {
  const may = useMay();
  return (
    <>
      <TakeAlong label="导出" path={address("/api/training/coverage/file", { area })} usual="reporting" />
      {may("training.hold") && (
        <Button type="primary" href={linkTo("training/new", { area })}>
          登记集中培训
        </Button>
      )}
    </>
  );
}

function Overview() {
  const { area: own } = useMe();
  const { query } = usePlace();
  const { area } = query;
  const coverage = useLoad<Coverage>(address("/api/training/coverage", { area }));
  return (
    <Page title="培训" note="看的是有没有学，不计分、不排名" actions={<Actions area={area} />}>
      {own.length < 12 && (
        <div className="filters">
          <AreaTrail area={area} choose={(next) => go(linkTo("training", { ...query, area: next }))} />
        </div>
      )}
      <Show of={coverage} lines={6}>
        {(found) =>
          found.whole.people === 0 ? (
            <Empty hint="要求按文件设定，由系统管理员维护。">本地区没有写明培训要求，或者还没有任职的人。</Empty>
          ) : (
            <>
              <Whole of={found} />
              <Areas of={found} />
            </>
          )
        }
      </Show>
      <People area={area} />
      <Sessions area={area} />
    </Page>
  );
}
