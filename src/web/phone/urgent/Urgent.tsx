/** @jsxImportSource preact */
import type { Me } from "#capabilities/account/words.ts";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../parts/Icon.tsx";
import { text } from "../language/text.ts";
import { soon } from "../worker/soon.ts";
import { isUrgentWaiting, watchUrgent } from "./waiting.ts";

/** From every page on which nobody is in. */
export const UrgentLink = () => (
  <a class="btn wide call-police" href="#/urgent">
    <Icon name="danger" />
    {text("concern.link")}
  </a>
);

/** Above every page, until it has gone. Sends by itself when there is signal; `me`: whoever is in. */
export function UrgentStrip({ me }: { me: Pick<Me, "area" | "areaPath"> | undefined }) {
  const [waits, setWaits] = useState(isUrgentWaiting);
  useEffect(() => watchUrgent(() => setWaits(isUrgentWaiting())), []);
  const [code, name] = [me?.area, me?.areaPath.join("") ?? ""];
  useEffect(() => {
    const person = code === undefined ? undefined : { code, name };
    const begin = (): void => void import("./sending.ts").then((made) => made.beginUrgent(person), () => undefined); // prettier-ignore
    return soon(begin); // after the first screen is there
  }, [code, name]);
  return waits ? (
    <a class="strip bad" href="#/urgent">
      <span class="strong">{text("concern.strip")}</span>
    </a>
  ) : null;
}
