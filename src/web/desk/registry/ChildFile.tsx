import { useState } from "react";
import type { CaseLine } from "#capabilities/caselist/words.ts";
import type { Origin } from "#capabilities/referral/words.ts";
import { isId } from "#kernel/id.ts";
import type { Purpose } from "#kernel/purpose.ts";
import { FileAnomalies } from "../anomaly/FileAnomalies.tsx";
import { FileAttachments } from "../attachment/FileAttachments.tsx";
import { address, Refusal } from "../app/api.ts";
import { type Loaded, useLoad } from "../app/load.ts";
import { useMay } from "../app/session.ts";
import { ChildConcerns } from "../concern/ChildConcerns.tsx";
import { usePlace } from "../app/route.ts";
import { Page } from "../parts/Page.tsx";
import { Failed, Show, Unread } from "../parts/states.tsx";
import { FileConferences } from "../conference/FileConferences.tsx";
import { FileBulletins } from "../bulletin/FileBulletins.tsx";
import { FileEntrustment } from "../entrustment/FileEntrustment.tsx";
import { FileRecognitions } from "../recognition/FileRecognitions.tsx";
import { FileReferrals } from "../referral/FileReferrals.tsx";
import { OpenSealed } from "../retention/OpenSealed.tsx";
import { FileTasks } from "../task/FileTasks.tsx";
import { BesideLinks } from "./BesideLinks.tsx";
import { Categories } from "./Categories.tsx";
import { FactSheet } from "./FactSheet.tsx";
import { type ChildFileData, textOf } from "./file.ts";
import { type ActionName, FileActions } from "./FileActions.tsx";
import { FileHead } from "./FileHead.tsx";
import { Timeline } from "./Timeline.tsx";
import { VisitCard } from "./VisitCard.tsx";
import { WhyLevel } from "./WhyLevel.tsx";
import { ActionDrawer } from "./ActionDrawer.tsx";
import "../styles/entrustment.css";
import "../styles/file.css";
import "../styles/form.css";

interface Parts {
  readonly file: Loaded<ChildFileData>;
  readonly line: Loaded<CaseLine[]>;
  readonly entries: Loaded<readonly unknown[]>;
}

const useFile = (id: string, purpose: Purpose | undefined): Parts => ({
  file: useLoad<ChildFileData>(address(`/api/registry/children/${id}`, { ...(purpose && { purpose }) })),
  line: useLoad<CaseLine[]>(address("/api/caselist/lines", { ids: id })),
  entries: useLoad<readonly unknown[]>(`/api/registry/children/${id}/entries`),
});

const notAFile = (): Refusal => new Refusal("registry.not_found", "没有找到这名儿童的档案，地址可能写错了。", 404);

/** One child's file: who, with whom, why this colour, what is unknown, what was done, what is to be done. */
export function ChildFile({ parts }: { readonly parts: readonly string[] }) {
  const id = parts[0] ?? "";
  if (isId(id)) return <Opened key={id} id={id} />;
  return (
    <Page title="儿童档案">
      <Failed refusal={notAFile()} />
    </Page>
  );
}

function Opened({ id }: { readonly id: string }) {
  const [purpose, setPurpose] = useState<Purpose>();
  const [broken, setBroken] = useState<ChildFileData>();
  const { file, line, entries } = useFile(id, purpose);
  const may = useMay();
  const { query } = usePlace();
  const [action, setAction] = useState<ActionName | undefined>(
    (["refer", "confer"] as const).find((name) => query[name] !== undefined),
  );
  const [origin, setOrigin] = useState<Origin>();
  const name = file.data ? (textOf(file.data, "name") ?? "") : "";
  const done = (): void => {
    setBroken(undefined);
    for (const part of [file, line, entries]) part.reload();
  };
  const open = (wanted: Purpose | undefined): void => {
    setBroken(undefined);
    setPurpose(wanted);
  };
  const shut = (): void => {
    setAction(undefined);
    setOrigin(undefined);
  };
  const show = (opened: ChildFileData): void => {
    setBroken(opened);
    setAction(undefined);
  };
  if (file.refusal?.code === "retention.file_sealed") {
    return (
      <Page title="儿童档案">
        <OpenSealed childId={id} opened={done} />
      </Page>
    );
  }
  const actions = file.data && <FileActions file={broken ?? file.data} start={setAction} />;
  return (
    <Page title={name === "" ? "儿童档案" : `${name}的档案`} note={<BesideLinks childId={id} />} actions={actions}>
      <Show of={file} lines={12}>
        {(loaded) => {
          const data = broken ?? loaded;
          return (
            <>
              {data.retention?.sealed && (
                <p className="said said-open">
                  <b>已封存。</b>
                  {data.retention.sealed.on} 因“{data.retention.sealed.reason}”封存；本次打开已记入档案。
                </p>
              )}
              <FileHead file={data} />
              <div className="file">
                <div className="file-main">
                  <WhyLevel file={data} />
                  <Categories file={data} />
                  <FactSheet file={data} open={open} />
                </div>
                <div className="file-side">
                  {may("concern.handle") && <ChildConcerns childId={id} />}
                  <Unread of={line} what="下次走访的日期" />
                  <VisitCard file={data} line={line.data?.[0]} />
                  <FileTasks
                    file={data}
                    done={done}
                    refer={(no) => {
                      setOrigin({ kind: "task", no });
                      setAction("refer");
                    }}
                  />
                  <FileAnomalies file={data} done={done} />
                  <FileEntrustment file={data} done={done} />
                  <FileReferrals file={data} done={done} />
                  <FileConferences file={data} />
                  <FileBulletins file={data} />
                  <FileRecognitions file={data} done={done} />
                  <FileAttachments file={data} />
                  <Timeline of={entries} />
                </div>
              </div>
              <ActionDrawer name={action} file={data} close={shut} done={done} show={show} origin={origin} />
            </>
          );
        }}
      </Show>
    </Page>
  );
}
