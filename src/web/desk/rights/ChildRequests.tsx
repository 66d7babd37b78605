import type { RequestShown } from "#capabilities/rights/words.ts";
import { claims } from "#capabilities/rights/words.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useLines } from "../caselist/useLines.ts";
import { Card, Page } from "../parts/Page.tsx";
import { Empty, Show } from "../parts/states.tsx";
import { CompleteForm } from "./CompleteForm.tsx";
import { DecideForm } from "./DecideForm.tsx";
import { Handed } from "./Handed.tsx";
import "../styles/law.css";
import "../styles/form.css";

function Line({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Life({ request }: { readonly request: RequestShown }) {
  const { decision, ending } = request;
  return (
    <dl className="law-life">
      <Line title="申请人">
        {request.asker}（{request.relation}）
      </Line>
      <Line title="查验的证明">{request.proof}</Line>
      {request.about !== null && <Line title="具体内容">{request.about}</Line>}
      <Line title="收到">
        {request.askedOn}，{request.receivedBy}受理，应于 {request.due} 前答复
      </Line>
      {decision && (
        <Line title="决定">
          {decision.decision}：{decision.reason}
          {decision.clause !== null && `（${decision.clause}）`}
          <small className="muted">
            {decision.on} {decision.by}
          </small>
        </Line>
      )}
      {ending && (
        <Line title="结果">
          {ending.ending}
          {ending.note !== null && `（${ending.note}）`}
          <small className="muted">
            {ending.on} {ending.by}
          </small>
          {ending.digest !== null && <Handed digest={ending.digest} contents={ending.contents} />}
        </Line>
      )}
    </dl>
  );
}

interface OneProps {
  readonly childId: string;
  readonly request: RequestShown;
  readonly done: () => void;
}

function One({ childId, request, done }: OneProps) {
  const may = useMay();
  const waits = request.ending === null;
  return (
    <Card title={`${claims[request.claim]}申请（第 ${request.no} 号）`} note={waits ? "办理中" : "已办结"}>
      <Life request={request} />
      {waits && request.decision === null && may("rights.decide") && (
        <DecideForm childId={childId} no={request.no} done={done} />
      )}
      {waits && request.decision !== null && may("rights.complete") && (
        <CompleteForm childId={childId} request={request} done={done} />
      )}
    </Card>
  );
}

/** All requests about one child, the newest first, each with its whole life and what may be done next. */
export function ChildRequests({ childId }: { readonly childId: string }) {
  const requests = useLoad<RequestShown[]>(`/api/rights/children/${childId}/requests`);
  const name = useLines([childId])(childId)?.name;
  return (
    <Page
      title={name === undefined ? "监护人申请" : `关于${name}的申请`}
      note={<a href={linkTo(`children/${childId}`)}>打开档案</a>}
    >
      <Show of={requests} lines={8}>
        {(all) =>
          all.length === 0 ? (
            <Empty>还没有关于这名儿童的申请。</Empty>
          ) : (
            all.map((request) => <One key={request.no} childId={childId} request={request} done={requests.reload} />)
          )
        }
      </Show>
    </Page>
  );
}
