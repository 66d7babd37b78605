/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { coarse } from "#capabilities/visit/decide.ts";
import { text } from "../language/text.ts";
import { Fault } from "../parts/Fault.tsx";
import type { Place } from "./filling.ts";

/** From the satellites where there is no signal; an older place of the phone is not where it is now. */
const wanted: PositionOptions = { enableHighAccuracy: true, timeout: 30_000, maximumAge: 60_000 };

/** Coarse before it is kept at all. Errors: where the phone does not know, or whoever holds it does not want it to. */
const placeNow = (): Promise<Place> =>
  new Promise((found, failed) => {
    const { geolocation } = navigator as { readonly geolocation?: Geolocation };
    if (!geolocation) return failed(new Error("no place"));
    geolocation.getCurrentPosition(
      ({ coords }) => found({ lat: coarse(coords.latitude), lng: coarse(coords.longitude) }),
      failed,
      wanted,
    );
  });

/** Nothing is asked of the phone before this is tapped. */
export function PlaceLine({ place, onChange }: { place: Place | undefined; onChange: (place?: Place) => void }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const take = async (): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    const found = await placeNow().catch(() => undefined);
    setBusy(false);
    if (found) onChange(found);
    else setFault(text("place.unknown"));
  };
  if (place) {
    return (
      <p class="thumb" data-place>
        <span class="grow">{text("place.kept")}</span>
        <button type="button" class="btn" onClick={() => onChange(undefined)}>
          {text("attached.remove")}
        </button>
      </p>
    );
  }
  return (
    <>
      <button type="button" class="btn wide" disabled={busy} onClick={() => void take()}>
        {text(busy ? "place.asking" : "place.take")}
      </button>
      <p class="soft">{text("place.hint")}</p>
      <Fault said={fault} />
    </>
  );
}
