import { EyeInvisibleOutlined, EyeOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { postNames } from "#capabilities/account/words.ts";
import type { ConcernContent, ConcernShown } from "#capabilities/concern/words.ts";
import { purposeNames } from "#capabilities/trace/zh.ts";
import { type Purpose, purposes } from "#kernel/purpose.ts";
import { address } from "../app/api.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { placeText, useAreaPaths } from "../area/names.ts";
import { useLines } from "../caselist/useLines.ts";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { ConcernTimes } from "./ConcernTimes.tsx";
import { NextStep } from "./NextStep.tsx";
import { ConcernPictures } from "./ConcernPictures.tsx";
import { ConcernLife } from "./ConcernLife.tsx";

/** One report: what it says for the people on the case, what was done, and what is to be done next. */
export function ConcernFile({ id }: { readonly id: string }) {
  const [purpose, setPurpose] = useState<Purpose>();
  const { message } = App.useApp();
  const shown = useLoad<ConcernShown>(address(`/api/concern/reports/${id}`, { ...(purpose && { purpose }) }));
  const done = (said: string): void => {
    void message.success(said);
    shown.reload();
  };
  return (
    <Page title="强制报告" note={<a href={linkTo("concerns")}>全部报告</a>}>
      <Show of={shown} lines={10}>
        {(concern) => (
          <div className={concern.content ? "concern-two" : "concern-two concern-waits"}>
            <div>
              {concern.content ? (
                <Content content={concern.content} open={setPurpose} purpose={purpose} />
              ) : (
                <Card title="报告内容">
                  <Empty hint="打开后即为办理人，打开会留痕。">
                    {concern.receivedAt === null
                      ? "受理后才能看到内容。"
                      : "内容只给办理的人看。要参与办理，请写明理由。"}
                  </Empty>
                </Card>
              )}
              {concern.content && (
                <ConcernPictures
                  id={id}
                  content={concern.content}
                  purpose={purpose}
                  changed={() => done("照片已撤回")}
                />
              )}
              {concern.content && <ConcernLife content={concern.content} />}
            </div>
            <div>
              <NextStep concern={concern} done={done} />
              <ConcernTimes concern={concern} />
            </div>
          </div>
        )}
      </Show>
    </Page>
  );
}

function Line({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ContentProps {
  readonly content: ConcernContent;
  readonly purpose: Purpose | undefined;
  readonly open: (purpose: Purpose | undefined) => void;
}

function Content({ content, purpose, open }: ContentProps) {
  const { childId, name, situation, note } = content;
  const filed = useLines(childId === null ? [] : [childId])(childId ?? "");
  const isKnown = childId === null || filed !== undefined;
  const { area: own } = useMe();
  const pathOf = useAreaPaths(filed ? [filed.area] : []);
  return (
    <Card title="报告内容" note={`办理人：${content.team.join("、")}`}>
      <p className="concern-situation">
        <b>{situation.title || "没有选情形"}</b>
        {situation.text !== "" && (
          <small>
            {situation.text}（{situation.clause}）
          </small>
        )}
      </p>
      <dl className="law-life">
        <Line title="孩子">
          {name || filed?.name || (isKnown ? "没有说姓名" : "")}
          {filed ? (
            <>
              {" "}
              <a href={linkTo(`children/${filed.childId}`)}>打开档案</a>{" "}
              <small>{placeText(pathOf(filed.area), own)}</small>
            </>
          ) : (
            isKnown && (
              <small className="muted">（{childId === null ? "没有档案，或者还没有查明" : "档案不在本辖区"}）</small>
            )
          )}
        </Line>
        {note !== "" && <Line title="说明">{note}</Line>}
        {content.receipt !== null && (
          <Line title="来自">
            公众网页，编号 {content.receipt} <small className="muted">报告人凭编号和查询码看反馈</small>
          </Line>
        )}
        <Line title="报告人">
          <Reporter content={content} purpose={purpose} open={open} />
        </Line>
      </dl>
    </Card>
  );
}

type Shown = NonNullable<ConcernContent["reporter"]>;

/** A stranger at the public page says who it is, or does not; of others it is known who reported, and for whom. */
function reporterText({ name, post, kind, teller }: Shown, isPublic: boolean): string {
  const told = [kind, teller?.unit, teller?.name, teller?.phone].filter((part) => (part ?? "") !== "").join("，");
  if (isPublic) return told === "" ? "没有说自己是谁" : told;
  return teller ? `${told}（${name}代为登记）` : `${name}（${postNames[post as keyof typeof postNames]}）`;
}

/** Who told is kept from sight until it is wanted for something (反家庭暴力法 14). */
function Reporter({ content, purpose, open }: ContentProps) {
  const { reporter } = content;
  const items = purposes.map((key) => ({ key, label: purposeNames[key], onClick: () => open(key) }));
  if (!reporter || purpose === undefined)
    return (
      <>
        已隐去{" "}
        <Dropdown trigger={["click"]} menu={{ items }}>
          <Button size="small" icon={<EyeOutlined aria-hidden="true" />}>
            按目的显示
          </Button>
        </Dropdown>
      </>
    );
  return (
    <>
      {reporterText(reporter, content.receipt !== null)}{" "}
      <Button size="small" icon={<EyeInvisibleOutlined aria-hidden="true" />} onClick={() => open(undefined)}>
        重新隐去
      </Button>
      <small className="muted">已按“{purposeNames[purpose]}”显示，已记入访问记录</small>
    </>
  );
}
