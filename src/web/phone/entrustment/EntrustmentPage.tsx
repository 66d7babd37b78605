/** @jsxImportSource preact */
import { standing } from "#capabilities/entrustment/decide.ts";
import { useState } from "preact/hooks";
import { hashOf } from "../hash.ts";
import { text } from "../language/text.ts";
import { Reading, Top } from "../parts/Page.tsx";
import { ChildHead } from "../registry/ChildHead.tsx";
import type { ChildFile } from "../registry/file.ts";
import { useSession } from "../session.ts";
import { useKeepHere } from "../sync/vaultContext.ts";
import { useLoaded } from "../useLoaded.ts";
import { AgreementForm } from "./AgreementForm.tsx";
import { AgreementView, DoubtCard } from "./AgreementView.tsx";
import { hasDraft } from "./useAgreement.ts";

function Body({ file, form }: { file: ChildFile; form: string }) {
  const { me, policy } = useSession();
  const held = file.entrustment && standing(file.entrustment);
  const [filling, setFilling] = useState(() => hasDraft(me.personId, file.childId));
  const [stored, setStored] = useState(false);
  const { entrustment } = policy;
  const doubt = file.entrustment?.doubt;
  if (!entrustment || entrustment.signers.length === 0) return <p class="note">{text("entrustment.no_form")}</p>;
  if (file.status !== "open") return <p class="note">{text("file.closed")}</p>;
  const done = (): void => {
    setFilling(false);
    setStored(true);
    scrollTo(0, 0);
  };
  return (
    <>
      <ChildHead file={file} />
      {stored && <output class="note good">{text("entrustment.stored")}</output>}
      {doubt && <DoubtCard file={file} />}
      {held && !filling ? (
        <AgreementView file={file} held={held} again={() => setFilling(true)} />
      ) : (
        <AgreementForm file={file} entrustment={entrustment} form={form} replaces={held !== undefined} stored={done} />
      )}
      {held && !filling && !doubt && <DoubtCard file={file} />}
    </>
  );
}

/** 委托照护书, signed on this screen by four people. */
export function EntrustmentPage({ childId }: { childId: string }) {
  const keep = useKeepHere();
  const file = useLoaded<ChildFile>(`/api/registry/children/${childId}?purpose=visit`);
  return (
    <main class="page">
      <Top title={text("entrustment.title")} back={{ page: "file", childId }} />
      {keep ? (
        <Reading of={file}>{(here) => <Body file={here} form={keep.village?.policy ?? ""} />}</Reading>
      ) : (
        <p class="note">
          {text("entrustment.keep_first")} <a href={hashOf({ page: "keep" })}>{text("entrustment.keep_link")}</a>
        </p>
      )}
    </main>
  );
}

export { EntrustmentCard } from "./EntrustmentCard.tsx";
