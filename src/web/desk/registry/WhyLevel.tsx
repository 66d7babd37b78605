import type { ReactNode } from "react";
import { longDay } from "../../ui/dayText.ts";
import { Card } from "../parts/Page.tsx";
import { LevelBadge } from "../parts/LevelBadge.tsx";
import { levelOf, usePolicy } from "../policy/policy.ts";
import { rhythmText } from "../policy/rhythmText.ts";
import { sayWith } from "#web/ui/placesSaid.ts";
import { LevelTurns } from "./LevelTurns.tsx";
import { type Because, type ChildFileData, factLabels, type Span, spanOn } from "./file.ts";

export function Reasons({ because, file }: { readonly because: readonly Because[]; readonly file: ChildFileData }) {
  if (because.length === 0) return null;
  return (
    <ul className="reasons">
      {because.map(({ fact, say, clause }) => (
        <li key={`${fact} ${say}`}>
          {sayWith(say, file)}
          {clause && <small className="clause">{clause}</small>}
        </li>
      ))}
    </ul>
  );
}

function Ground({
  ground,
  file,
}: {
  readonly ground: ChildFileData["decision"]["grade"]["grounds"][number];
  readonly file: ChildFileData;
}) {
  return (
    <li>
      <LevelBadge level={ground.level} />
      <div>
        <b>
          {ground.certainty === "suspected" && <span className="suspected">疑似</span>}
          {ground.title}
        </b>
        <small className="clause">{ground.clause}</small>
        <Reasons because={ground.because} file={file} />
      </div>
    </li>
  );
}

/** A panel's level never stands below a confirmed ground, and expires (grade/decide.ts): then it is said why it does not show. */
function outdone(now: Span | undefined, level: string): string {
  if (now?.panel !== true) return "（已失效或低于现有情形）";
  return now.level === level ? "" : "（低于已查实的情形，现按情形定级）";
}

/** What the panel or a proposal says beside the rules. */
function Panel({ file }: { readonly file: ChildFileData }) {
  const pack = usePolicy();
  const { panel, proposal } = file.standing ?? {};
  const now = spanOn(file, file.day);
  return (
    <>
      {panel && (
        <div className="said">
          <b>
            评估确认：{levelOf(pack, panel.level)?.title ?? "其他等级"}
            {outdone(now, panel.level)}
          </b>
          <p>{panel.reason}</p>
          <small className="muted">
            {longDay(panel.from)}起{panel.until === null ? "" : `，至${longDay(panel.until)}前有效`}
            {panel.members && panel.members.length > 0 && `；参加人：${panel.members.join("、")}`}
          </small>
        </div>
      )}
      {proposal && (
        <div className="said said-open">
          <b>待确认的分级建议：{levelOf(pack, proposal.level)?.title ?? "其他等级"}</b>
          <p>{proposal.reason}</p>
        </div>
      )}
    </>
  );
}

/** The first later day on which the level becomes another by itself. */
function Changes({ file }: { readonly file: ChildFileData }): ReactNode {
  const now = spanOn(file, file.day);
  const later = file.standing?.assessed?.spans.filter((span) => span.from > file.day) ?? [];
  const next = later.find((span) => span.level !== now?.level);
  if (next)
    return (
      <>
        信息不变的话，{longDay(next.from)}起
        {next.level === null ? (
          "不再定级。"
        ) : (
          <>
            变为 <LevelBadge level={next.level} />
          </>
        )}
      </>
    );
  const { changesOn } = file.decision;
  return changesOn === null
    ? "信息不变，等级不会自行变化。"
    : `信息不变的话，${longDay(changesOn)}起认定结果会变化，等级不变。`;
}

function Unknown({ file }: { readonly file: ChildFileData }) {
  const { unknown } = file.decision.grade;
  if (unknown.length === 0) return null;
  return (
    <div className="unknown">
      <h3>还不能判定</h3>
      <ul>
        {unknown.map(({ id, title, missing }) => (
          <li key={id}>
            {title}：<span>还缺 {factLabels(missing).join("、") || "有关信息"}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** On every file, whatever it holds: a sentence for some alone would tell which ones (docs/decisions/0028). */
const beside = "这里只列出您可以查阅的情形；其余的，无论有无，都不作说明。";

/** Why this colour: each ground with its clause and certainty, what is unknown, and when it changes by itself. */
export function WhyLevel({ file }: { readonly file: ChildFileData }) {
  const pack = usePolicy();
  const { grade } = file.decision;
  const level = levelOf(pack, spanOn(file, file.day)?.level);
  return (
    <Card title={level ? `为什么是${level.title}` : "风险等级"} note={level && rhythmText(level)}>
      <Panel file={file} />
      {grade.grounds.length > 0 ? (
        <ul className="grounds">
          {grade.grounds.map((ground) => (
            <Ground key={ground.id} ground={ground} file={file} />
          ))}
        </ul>
      ) : (
        <p>
          {level
            ? "没有可以列出的情形，按这个等级的要求走访。"
            : "现有信息下不属于服务对象，也没有可以列出的情形，不定级。"}
        </p>
      )}
      <p className="muted">{beside}</p>
      <Unknown file={file} />
      <p className="changes">
        <Changes file={file} />
      </p>
      <LevelTurns childId={file.childId} seq={file.seq} />
    </Card>
  );
}
