/** @jsxImportSource preact */
import { text } from "../language/text.ts";
import { useState } from "preact/hooks";
import { keepDraft } from "../draft.ts";
import { hashOf, type Place } from "../hash.ts";
import { Top } from "../parts/Page.tsx";
import { Second } from "../parts/Fetched.tsx";
import { CallPolice } from "./CallPolice.tsx";
import { ChooseChild } from "./ChooseChild.tsx";
import { ChooseSituation } from "./ChooseSituation.tsx";
import { OwnReports } from "./OwnReports.tsx";
import { SupplementForm } from "./SupplementForm.tsx";
import { reportedKey } from "../visit/begun.ts";
import type { Kind } from "../visit/filling.ts";
import { useSession } from "../session.ts";
import { WhatNow } from "./WhatNow.tsx";

interface ReportPageProps {
  readonly childId: string;
  /** The visit out of which it was opened, half-filled as it was left. */
  readonly visit: Kind | undefined;
}

/**
 * 强制报告: a child, one of the situations, and it has gone; then what to do now. Nothing of it stays on this page when
 * one leaves it.
 */
export function ReportPage({ childId, visit }: ReportPageProps) {
  const { me } = useSession();
  const [reported, setReported] = useState<string>();
  const into: Place | undefined = visit && { page: "visit", childId, kind: visit };
  const took = (id: string): void => {
    if (visit) keepDraft(reportedKey(me.personId, childId), { id });
    setReported(id);
  };
  if (reported !== undefined)
    return (
      <main class="page">
        <Top title={text("concern.done")} back={into ?? { page: "today" }} />
        <WhatNow concernId={reported} />
        {into && (
          <a class="btn main wide" href={hashOf(into)}>
            {text("concern.back_to_visit")}
          </a>
        )}
        <Second part>{({ ReportPictures }) => <ReportPictures concernId={reported} />}</Second>
        <SupplementForm concernId={reported} stranger={childId === "new"} />
      </main>
    );
  const isChosen = childId !== "";
  return (
    <main class="page">
      <Top
        title={text("concern.title")}
        back={into ?? (isChosen ? { page: "report", childId: "" } : { page: "today" })}
      />
      <CallPolice />
      {into && <p class="note">{text("concern.found_kept")}</p>}
      {isChosen ? (
        <ChooseSituation
          childId={childId === "new" ? undefined : childId}
          reported={took}
          visited={visit !== undefined}
        />
      ) : (
        <>
          <ChooseChild />
          <OwnReports />
        </>
      )}
    </main>
  );
}
