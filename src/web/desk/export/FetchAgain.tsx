import { Button } from "antd";
import type { ExportLine } from "#capabilities/export/words.ts";
import { useAct } from "../account/useAct.ts";
import { useFresh } from "../account/useFresh.tsx";
import { Refused } from "../parts/states.tsx";
import { fetchExport, save } from "./fetchExport.ts";

/** One's own file once more, while the server keeps it. */
export function FetchAgain({
  line,
  fetched,
}: {
  readonly line: Pick<ExportLine, "id" | "name">;
  readonly fetched: () => void;
}) {
  const { busy, refusal, act } = useAct();
  const { fresh, question } = useFresh();
  const again = async (): Promise<void> => {
    const done = await act(() => fresh(() => fetchExport(`/api/export/exports/${line.id}/file`, line.name)));
    if (!done) return;
    save(done.value);
    fetched();
  };
  return (
    <>
      <Button size="small" loading={busy} onClick={() => void again()}>
        下载
      </Button>
      <Refused refusal={refusal} />
      {question}
    </>
  );
}
