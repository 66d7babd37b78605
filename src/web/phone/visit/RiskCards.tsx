/** @jsxImportSource preact */
import { Choice } from "../parts/Choice.tsx";
import { type Asking, Questions } from "./GroupCard.tsx";
import type { Layout } from "./filling.ts";

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
      <h2>上次发现的，现在怎么样？</h2>
      <Questions questions={layout.standing} asking={asking} />
    </section>
  );

/** A tap of its own, however little else has changed: danger is looked for in every visit. */
export const RiskCard = ({ layout, same, opened, asking, onNone, onOpen }: RiskCardProps) => (
  <section class="card" data-group="risk">
    <h2>有没有发现{layout.standing.length > 0 ? "别的" : ""}危险情况？</h2>
    {!opened && <p class="soft">{layout.risks.map((question) => question.label).join("、")}</p>}
    <Choice
      label="有没有发现危险情况"
      options={[
        { value: "none", word: "都没有" },
        { value: "found", word: "有，或者怀疑有", tone: "worry" },
      ]}
      chosen={[same ? "none" : opened ? "found" : ""]}
      onChoose={(value) => (value === "none" ? onNone() : onOpen())}
    />
    {opened && (
      <>
        <p>怀疑有、还说不准的，点“疑似”。</p>
        <Questions questions={layout.risks} asking={asking} />
      </>
    )}
  </section>
);
