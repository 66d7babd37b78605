/** @jsxImportSource preact */
import { hashOf } from "../hash.ts";
import { Icon } from "../parts/Icon.tsx";
import { saying } from "./saying.ts";
import { useKeepHere, useVaultHere } from "./vaultContext.ts";

export function Strip() {
  const { met } = useVaultHere();
  const keep = useKeepHere();
  if (!keep) return null;
  const { tone, strong, more } = saying(keep, met);
  return (
    <a class={`strip ${tone}`} href={hashOf({ page: "unsent" })} data-unsent={keep.unsent}>
      <Icon name={tone === "good" ? "check" : "cloud"} />
      <span aria-live="polite">
        <span class="strong">{strong}</span>
        {more !== "" && <span class="more">{more}</span>}
      </span>
    </a>
  );
}
