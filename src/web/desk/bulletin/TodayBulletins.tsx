import type { BulletinToday, Waiting as Waits } from "#capabilities/bulletin/words.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";
import { Silent } from "../parts/states.tsx";
import { departmentText, dueSaid } from "./dueText.ts";
import { waitingTitles } from "./waitingTitles.ts";

interface Waiting {
  readonly key: string;
  readonly title: string;
  readonly said: string;
  readonly late: boolean;
  readonly link?: string;
}

const counted = (today: BulletinToday): readonly Waiting[] =>
  Object.entries(waitingTitles).flatMap(([waiting, title]) => {
    const count = today[waiting as Waits];
    const link = linkTo("bulletins", { waiting });
    return count > 0 ? [{ key: waiting, title, said: `${count} 份`, late: false, link }] : [];
  });

const waitingOf = (today: BulletinToday): readonly Waiting[] => [
  ...today.own
    .filter(({ near }) => near)
    .map((line) => ({
      key: `${line.item} ${line.department}`,
      title: `向${departmentText(line.department)}通报名单`,
      said: dueSaid(line),
      late: line.days < 0,
    })),
  ...today.below.map((line) => ({
    key: `${line.area} ${line.item} ${line.department}`,
    title: `${line.areaName}没有向${departmentText(line.department)}通报名单`,
    said: dueSaid(line),
    late: true,
  })),
  ...today.unchecked.map(({ area, areaName, department, days }, n) => ({
    key: `${area} ${department} ${n}`,
    title: `${areaName}通报${departmentText(department)}的名单还没有复核`,
    said: days === 0 ? "今天拟定" : `已等 ${days} 天`,
    late: days > 0,
  })),
  ...counted(today),
];

const MOST = 8;

function Lines({ waiting }: { readonly waiting: readonly Waiting[] }) {
  if (waiting.length === 0) return null;
  return (
    <Card title="名单通报" more={<a href={linkTo("bulletins")}>打开</a>}>
      <ul className="plain">
        {waiting.slice(0, MOST).map(({ key, title, said, late, link = linkTo("bulletins") }) => (
          <li key={key}>
            <a href={link}>
              {title} <b className={late ? "late" : undefined}>{said}</b>
            </a>
          </li>
        ))}
        {waiting.length > MOST && <li className="muted">另有 {waiting.length - MOST} 项</li>}
      </ul>
    </Card>
  );
}

function Listed({ turn }: { readonly turn: number }) {
  const loaded = useLoad<BulletinToday>("/api/bulletin/today");
  useReread(turn, loaded);
  return (
    <Silent of={loaded} what="名单通报">
      {(today) => <Lines waiting={waitingOf(today)} />}
    </Silent>
  );
}

/** What is due of lists to departments, in how many days, and what waits; where nothing is, nothing is said. */
export function TodayBulletins(props: { readonly turn: number }) {
  const may = useMay();
  return may("bulletin.list") ? <Listed {...props} /> : null;
}
