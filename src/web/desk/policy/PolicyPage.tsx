import { longDay, shortDay } from "../../ui/dayText.ts";
import { everyText, spanText } from "../../ui/spanText.ts";
import { useMe } from "../app/session.ts";
import { LevelShape } from "../parts/LevelBadge.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { type Deadline, ledgerName, type Level, type Pack, unitName, usePolicy, visitName } from "./policy.ts";
import "../styles/policy.css";

function LevelCard({ level, pack }: { readonly level: Level; readonly pack: Pack }) {
  const grounds = pack.grounds.filter((ground) => ground.level === level.id);
  return (
    <Card
      title={
        <span className={`level-title level-${level.id}`}>
          <LevelShape shape={level.shape} />
          {level.title}
        </span>
      }
    >
      <ul className="rhythms">
        {level.rhythms.map(({ kind, every, mode, clause }) => (
          <li key={`${kind} ${every}`}>
            <b>
              {everyText(every)}
              {visitName(kind)}
            </b>
            <span className="muted">{mode === "calendar" ? "按自然周期计" : "自上次起计"}</span>
            <small className="clause">{clause}</small>
          </li>
        ))}
      </ul>
      {grounds.length === 0 ? (
        <p>没有列明的情形：服务对象中没有更高等级情形的儿童。</p>
      ) : (
        <ol className="items">
          {grounds.map(({ id, title, clause }) => (
            <li key={id}>
              {title}
              <small className="clause">{clause}</small>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function onText({ on }: Deadline, today: string): string {
  const yearly = /^every (\d{2})-(\d{2})$/.exec(on);
  return yearly ? `每年${Number(yearly[1])}月${Number(yearly[2])}日` : shortDay(on, today);
}

function Deadlines({ pack }: { readonly pack: Pack }) {
  const { today } = useMe();
  return (
    <Card title="时限">
      <ul className="items">
        {pack.deadlines.map((deadline) => (
          <li key={deadline.id}>
            <b>{onText(deadline, today)}</b>　{deadline.title}
            {deadline.to && (
              <span className="muted">
                　{unitName(deadline.from)}报{unitName(deadline.to)}
              </span>
            )}
            <small className="clause">{deadline.clause}</small>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Categories({ pack }: { readonly pack: Pack }) {
  return (
    <Card title="认定对象" note={`${pack.categories.length}类`}>
      <ul className="items">
        {pack.categories.map(({ id, title, clause, ledger, kinds }) => (
          <li key={id}>
            <b>{title}</b>　<span className="muted">{ledgerName(ledger)}</span>
            <small className="clause">{clause}</small>
            {kinds.length > 0 && <p className="muted">分：{kinds.map((kind) => kind.title).join("、")}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The pack in force: what it asks, each line with its clause. */
export function PolicyPage() {
  const pack = usePolicy();
  return (
    <Page
      title="现行政策"
      note={`${pack.document}，${longDay(pack.from)}起施行${pack.to === null ? "" : `，至${longDay(pack.to)}前`}`}
    >
      <p className="policy-title">{pack.title}</p>
      <div className="levels-of-policy">
        {pack.levels.map((level) => (
          <LevelCard key={level.id} level={level} pack={pack} />
        ))}
      </div>
      <Categories pack={pack} />
      <div className="two">
        <Deadlines pack={pack} />
        <Card title="逾期升级">
          <ul className="items">
            {pack.escalation.map(({ after, to, clause }) => (
              <li key={`${after} ${to}`}>
                逾期{spanText(after)}，升级到{unitName(to)}
                <small className="clause">{clause}</small>
              </li>
            ))}
          </ul>
          {pack.escalation.length === 0 && <p className="muted">本政策没有规定。</p>}
        </Card>
      </div>
    </Page>
  );
}
