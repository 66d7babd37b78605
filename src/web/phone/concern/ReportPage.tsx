/** @jsxImportSource preact */
import { text } from "../language/text.ts";
import { useState } from "preact/hooks";
import { Top } from "../parts/Page.tsx";
import { Second } from "../parts/Fetched.tsx";
import { CallPolice } from "./CallPolice.tsx";
import { ChooseChild } from "./ChooseChild.tsx";
import { ChooseSituation } from "./ChooseSituation.tsx";
import { OwnReports } from "./OwnReports.tsx";
import { SupplementForm } from "./SupplementForm.tsx";
import { WhatNow } from "./WhatNow.tsx";

/**
 * 强制报告: a child, one of the situations, and it has gone; then what to do now. Nothing of it stays on this page when
 * one leaves it.
 */
export function ReportPage({ childId }: { childId: string }) {
  const [reported, setReported] = useState<string>();
  if (reported !== undefined)
    return (
      <main class="page">
        <Top title={text("concern.done")} back={{ page: "today" }} />
        <WhatNow concernId={reported} />
        <Second part>{({ ReportPictures }) => <ReportPictures concernId={reported} />}</Second>
        <SupplementForm concernId={reported} stranger={childId === "new"} />
      </main>
    );
  const isChosen = childId !== "";
  return (
    <main class="page">
      <Top title={text("concern.title")} back={isChosen ? { page: "report", childId: "" } : { page: "today" }} />
      <CallPolice />
      {isChosen ? (
        <ChooseSituation childId={childId === "new" ? undefined : childId} reported={setReported} />
      ) : (
        <>
          <ChooseChild />
          <OwnReports />
        </>
      )}
    </main>
  );
}
