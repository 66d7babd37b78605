import { Component, type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { Failed, Show } from "../parts/states.tsx";
import { Page } from "../parts/Page.tsx";
import { Refusal } from "./api.ts";
import { homeOf, rooms } from "./rooms.tsx";
import { linkTo, usePlace } from "./route.ts";
import { useMay } from "./session.ts";

type Opened = ComponentType<{ readonly parts: readonly string[] }>;

const page = (load: () => Promise<Opened>) => lazy(async () => ({ default: await load() }));

/** Each page is fetched when it is first opened. */
const pages: Readonly<Record<string, Opened>> = {
  "": page(async () => (await import("../caselist/Today.tsx")).Today),
  concerns: page(async () => (await import("../concern/Concerns.tsx")).Concerns),
  ledger: page(async () => (await import("../caselist/Ledger.tsx")).Ledger),
  due: page(async () => (await import("../caselist/Due.tsx")).Due),
  inbox: page(async () => (await import("../referral/Inbox.tsx")).Inbox),
  referrals: page(async () => (await import("../referral/Referrals.tsx")).Referrals),
  receipt: page(async () => (await import("../referral/Receipt.tsx")).Receipt),
  bulletins: page(async () => (await import("../bulletin/Bulletins.tsx")).Bulletins),
  received: page(async () => (await import("../bulletin/ReceivedLists.tsx")).ReceivedLists),
  entrustment: page(async () => (await import("../entrustment/Entrustments.tsx")).Entrustments),
  notices: page(async () => (await import("../notice/Notices.tsx")).Notices),
  conferences: page(async () => (await import("../conference/Conferences.tsx")).Conferences),
  training: page(async () => (await import("../training/Training.tsx")).Training),
  recognitions: page(async () => (await import("../recognition/Recognitions.tsx")).Recognitions),
  tasks: page(async () => (await import("../task/Tasks.tsx")).Tasks),
  children: page(async () => (await import("../registry/ChildFile.tsx")).ChildFile),
  board: page(async () => (await import("../board/BoardPage.tsx")).BoardPage),
  declarations: page(async () => (await import("../declaration/Declarations.tsx")).Declarations),
  register: page(async () => (await import("../registry/Register.tsx")).Register),
  survey: page(async () => (await import("../survey/Imports.tsx")).Imports),
  lists: page(async () => (await import("../comparison/Lists.tsx")).Lists),
  anomalies: page(async () => (await import("../anomaly/Anomalies.tsx")).Anomalies),
  returns: page(async () => (await import("../returns/Returns.tsx")).Returns),
  rights: page(async () => (await import("../rights/Requests.tsx")).Requests),
  sharing: page(async () => (await import("../sharing/Sharing.tsx")).Sharing),
  retention: page(async () => (await import("../retention/Keeping.tsx")).Keeping),
  alerts: page(async () => (await import("../trace/Alerts.tsx")).Alerts),
  trace: page(async () => (await import("../trace/Looks.tsx")).Looks),
  report: page(async () => (await import("../report/Reports.tsx")).Reports),
  areas: page(async () => (await import("../area/Areas.tsx")).Areas),
  people: page(async () => (await import("../account/People.tsx")).People),
  history: page(async () => (await import("../account/History.tsx")).History),
  account: page(async () => (await import("../account/Mine.tsx")).Mine),
  "sign-in": page(async () => (await import("../account/Mine.tsx")).Mine), // a link to the provider that failed
  exports: page(async () => (await import("../export/Exports.tsx")).Exports),
  policy: page(async () => (await import("../policy/PolicyPage.tsx")).PolicyPage),
};

const waiting = { data: undefined, refusal: undefined, loading: true, reload: () => undefined };

/** A page that breaks says so, and leaves the menu standing. */
class Guard extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError = (): { broken: boolean } => ({ broken: true });
  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    const refusal = new Refusal("desk.broken", "这一页没有打开。系统可能刚刚更新，请刷新后重试。", 0);
    return <Show of={{ data: undefined, refusal, loading: false, reload: () => location.reload() }}>{() => null}</Show>;
  }
}

function NotFound() {
  return (
    <Page title="没有这个页面">
      <p>
        地址可能写错了。<a href={linkTo("")}>回到首页</a>
      </p>
    </Page>
  );
}

/** An address that somebody else sent: the page says at once that this post does not open it. */
function Forbidden({ title }: { readonly title: string }) {
  return (
    <Page title={title}>
      <Failed refusal={new Refusal("account.not_permitted", "您的岗位不办理这项工作。", 403)} />
    </Page>
  );
}

export function Pages() {
  const may = useMay();
  const { parts } = usePlace();
  const name = parts[0] ?? homeOf(may);
  const Opened = Object.hasOwn(pages, name) ? pages[name] : undefined;
  const room = rooms.find(({ path }) => path === name);
  if (room && !may(room.may)) return <Forbidden title={room.title} />;
  return (
    <Guard key={name}>
      <Suspense fallback={<Show of={waiting}>{() => null}</Show>}>
        {Opened ? <Opened parts={parts.slice(1)} /> : <NotFound />}
      </Suspense>
    </Guard>
  );
}
