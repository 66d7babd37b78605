import { longDay } from "../../ui/dayText.ts";
import "../styles/referral.css";

interface Step {
  readonly title: string;
  readonly on: string;
  readonly by: string;
  readonly text: string;
}

/** What became of something, step by step: when, by whom, with which words. */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className="referral-steps">
      {steps.map(({ title, on, by, text }, n) => (
        <li key={n}>
          <b>{title}</b>
          <small className="muted">
            {longDay(on)}　{by}
          </small>
          {text !== "" && <p>{text}</p>}
        </li>
      ))}
    </ol>
  );
}
