/** @jsxImportSource preact */
import { useSession } from "../session.ts";
import { text, word } from "../language/text.ts";

const paths: Readonly<Record<string, string>> = {
  triangle: "M12 2.5 23 21.5H1Z",
  diamond: "M12 1 23 12 12 23 1 12Z",
  square: "M3 3h18v18H3Z",
  circle: "M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 0 0 0-21Z",
};

const outline = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 2.4a6.6 6.6 0 1 1 0 13.2 6.6 6.6 0 0 1 0-13.2Z";

/** A colour is never alone: its shape and its word stand with it. */
export function Badge({ level, line = false }: { level: string | null; line?: boolean }) {
  const { policy } = useSession();
  const known = policy.levels.find((one) => one.id === level);
  const colour = known?.id ?? "none";
  return (
    <span class={`badge ${colour}${line ? " line" : ""}`} data-level={colour}>
      <svg width="26" height="26" viewBox="0 0 24 24" aria-hidden="true">
        <path fill="currentColor" d={(known && paths[known.shape]) ?? outline} />
      </svg>
      <span>{line ? (known?.title ?? text("badge.not_served")) : known ? word(known.word) : text("badge.none")}</span>
    </span>
  );
}
