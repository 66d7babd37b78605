/** @jsxImportSource preact */
import { Choice } from "../parts/Choice.tsx";
import { type Asking, Questions } from "./GroupCard.tsx";
import type { Layout } from "./filling.ts";
import { listed, text } from "../language/text.ts";

interface RiskCardProps {
  readonly layout: Layout;
  readonly same: boolean;
  readonly opened: boolean;
  readonly asking: Asking;
  readonly onNone: () => void;
  readonly onOpen: () => void;
}

/** What was found last time comes first: it is never confirmed away together with the rest. */
export const StandingRisks = ({ layout, asking }: { layout: Layout; asking: Asking }) =>
  layout.standing.length === 0 ? null : (
    <section class="card">
      <h2>{text("risk.standing")}</h2>
      <Questions questions={layout.standing} asking={asking} />
    </section>
  );

/** A tap of its own, however little else has changed: danger is looked for in every visit. */
export const RiskCard = ({ layout, same, opened, asking, onNone, onOpen }: RiskCardProps) => (
  <section class="card" data-group="risk">
    <h2>{text(layout.standing.length > 0 ? "risk.found_other" : "risk.found")}</h2>
    {!opened && <p class="soft">{listed(layout.risks.map((question) => question.label))}</p>}
    <Choice
      label={text("risk.found")}
      options={[
        { value: "none", word: text("risk.none") },
        { value: "found", word: text("risk.some"), tone: "worry" },
      ]}
      chosen={[same ? "none" : opened ? "found" : ""]}
      onChoose={(value) => (value === "none" ? onNone() : onOpen())}
    />
    {opened && (
      <>
        <p>{text("risk.hint")}</p>
        <Questions questions={layout.risks} asking={asking} />
      </>
    )}
  </section>
);
