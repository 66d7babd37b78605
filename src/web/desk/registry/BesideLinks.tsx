import { useEffect } from "react";
import { go, linkTo } from "../app/route.ts";
import { readInstead } from "../app/steps.ts";
import { besideOf } from "./beside.ts";

/** In place of the present file, so that Back leads from any of them to the list. */
function Turn({ childId, word }: { readonly childId: string; readonly word: string }) {
  const link = linkTo(`children/${childId}`);
  return (
    <a
      href={link}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(link, true);
      }}
    >
      {word}
    </a>
  );
}

/** On to the next file of the list without going back to it. */
export function BesideLinks({ childId }: { readonly childId: string }) {
  const { previous, next } = besideOf(childId);
  useEffect(() => readInstead(childId), [childId]);
  if (previous === undefined && next === undefined) return null;
  return (
    <span className="beside">
      {previous !== undefined && <Turn childId={previous} word="上一份" />}
      {next !== undefined && <Turn childId={next} word="下一份" />}
    </span>
  );
}
