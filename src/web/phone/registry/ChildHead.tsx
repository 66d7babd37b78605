/** @jsxImportSource preact */
import { whoText } from "../caselist/dueWords.ts";
import { FearLine } from "../sync/FearLine.tsx";
import { Badge } from "../parts/Badge.tsx";
import { type ChildFile, levelNow, textOf } from "./file.ts";

export function ChildHead({ file }: { file: ChildFile }) {
  const value = (key: string): string => String(file.facts.find((fact) => fact.key === key)?.value ?? "");
  const address = textOf(file, "residence.address");
  return (
    <>
      <div class="row">
        <Badge level={levelNow(file)} />
        <div class="grow">
          <p>
            <span class="name">{textOf(file, "name")}</span>{" "}
            <span class="soft">{whoText({ sex: value("sex"), birthDate: value("birthDate") }, file.day)}</span>
          </p>
          {address !== undefined && <p class="soft">{address}</p>}
        </div>
      </div>
      <FearLine of={file} />
    </>
  );
}
