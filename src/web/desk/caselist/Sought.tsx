import { linkTo } from "../app/route.ts";
import type { NumberSearch } from "./useNumberSearch.ts";

/** What came of a number: words, or those who share it, each a way to the file. */
export function Sought({ said, several }: Pick<NumberSearch, "said" | "several">) {
  return (
    <output className="finder-said" hidden={said === undefined && several.length === 0}>
      {said}
      {several.length > 0 && (
        <>
          有 {several.length} 名儿童用这个号码：
          {several.map(({ childId, name }, at) => (
            <span key={childId}>
              {at > 0 && "、"}
              <a href={linkTo(`children/${childId}`)}>{name}</a>
            </span>
          ))}
        </>
      )}
    </output>
  );
}
