import { linkTo } from "../app/route.ts";
import { besideOf } from "./beside.ts";

/** On to the next file of the list without going back to it. */
export function BesideLinks({ childId }: { readonly childId: string }) {
  const { previous, next } = besideOf(childId);
  if (previous === undefined && next === undefined) return null;
  return (
    <span className="beside">
      {previous !== undefined && <a href={linkTo(`children/${previous}`)}>上一份</a>}
      {next !== undefined && <a href={linkTo(`children/${next}`)}>下一份</a>}
    </span>
  );
}
