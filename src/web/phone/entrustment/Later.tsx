/** @jsxImportSource preact */
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { text } from "../language/text.ts";
import type { ChildFile } from "../registry/file.ts";

/*
 * 委托照护书: its script is fetched when a file is opened, so that the first screen need not wait for it; the worker keeps
 * it for when there is no signal.
 */

interface Parts {
  readonly EntrustmentPage: FunctionComponent<{ childId: string }>;
  readonly EntrustmentCard: FunctionComponent<{ file: ChildFile }>;
}

function useParts(): Parts | undefined {
  const [parts, setParts] = useState<Parts>();
  useEffect(() => void import("./EntrustmentPage.tsx").then(setParts, () => undefined), []);
  return parts;
}

export function Later({ childId }: { childId: string }) {
  const parts = useParts();
  return parts ? <parts.EntrustmentPage childId={childId} /> : <main class="page soft">{text("page.opening")}</main>;
}

export function LaterCard({ file }: { file: ChildFile }) {
  const parts = useParts();
  return parts ? <parts.EntrustmentCard file={file} /> : null;
}
