import { App, Button } from "antd";
import { useState } from "react";
import { hows, stages } from "#capabilities/entrustment/words.ts";
import type { AgreementShown, ChildEntrustments } from "#capabilities/entrustment/words.ts";
import { longDay, shortDay } from "../../ui/dayText.ts";
import { useLoad } from "../app/load.ts";
import { linkTo } from "../app/route.ts";
import { useMay } from "../app/session.ts";
import { useReread } from "../app/useReread.ts";
import { Card } from "../parts/Page.tsx";
import { Show } from "../parts/states.tsx";
import type { ChildFileData } from "../registry/file.ts";
import { EndForm, NoteForm } from "./Acts.tsx";

type Act = "end" | "doubts" | "keep";

function Agreement({ one, childId }: { readonly one: AgreementShown; readonly childId: string }) {
  return (
    <li>
      <b>{stages[one.stage]}</b>　照护人 {one.carer.name}
      <small className="muted">
        {longDay(one.from)}至{longDay(one.until)}
        {one.ended && `，${longDay(one.ended.day)}终止`}
      </small>
      <ul className="entrustment-signers">
        {one.signers.map(({ id, title, name, how, note }) => (
          <li key={id}>
            {title}　{name}　<span className={how === "later" ? "late" : "muted"}>{hows[how as keyof typeof hows]}</span>
            {note !== "" && <small>{note}</small>}
          </li>
        ))}
      </ul>
      <Button size="small" href={linkTo(`entrustment/${childId}/${one.no}`)}>
        查看、打印
      </Button>
    </li>
  );
} // prettier-ignore

function Doubt({ of, today }: { readonly of: NonNullable<ChildEntrustments["doubt"]>; readonly today: string }) {
  return (
    <p className="refused" role="note">
      <b>照护人可能不能胜任：</b>
      {of.why}（{shortDay(of.day, today)}
      {of.by !== "" && `，${of.by}`}）。要告知父母，并另选照护人或督促照护人尽责。
    </p>
  );
}

function Buttons({ found, act }: { readonly found: ChildEntrustments; readonly act: (name: Act) => void }) {
  const may = useMay();
  const stands = found.agreements[0]?.ended === null;
  return (
    <div className="buttons">
      {may("entrustment.doubt") && !found.doubt && <Button size="small" onClick={() => act("doubts")}>登记照护人不能胜任</Button>}
      {may("entrustment.keep") && found.doubt && <Button size="small" onClick={() => act("keep")}>仍由原照护人照护</Button>}
      {may("entrustment.end") && stands && <Button size="small" onClick={() => act("end")}>终止</Button>}
    </div>
  );
} // prettier-ignore

function Listed({ file, done }: { readonly file: ChildFileData; readonly done: () => void }) {
  const { message } = App.useApp();
  const [act, setAct] = useState<Act>();
  const all = useLoad<ChildEntrustments>(`/api/entrustment/children/${file.childId}`);
  const [first] = useState(file.seq);
  useReread(file.seq - first, all);
  const acting = {
    childId: file.childId,
    cancel: () => setAct(undefined),
    done: (said: string) => {
      void message.success(said);
      setAct(undefined);
      done();
    },
  };
  return (
    <Show of={all} lines={2}>
      {(found) =>
        !found.needed && found.agreements.length === 0 && !found.doubt ? null : (
          <Card title="委托照护" note={found.agreements.length > 0 ? `${found.agreements.length}份` : undefined}>
            {found.doubt && <Doubt of={found.doubt} today={file.day} />}
            {found.agreements.length === 0 && (
              <p>
                {found.onPaper
                  ? "档案记有委托照护书，但还没有登记内容。"
                  : "还没有签委托照护书，由儿童主任在手机上签订。"}
              </p>
            )}
            <ul className="file-tasks">
              {found.agreements.map((one) => (
                <Agreement key={one.no} one={one} childId={file.childId} />
              ))}
            </ul>
            {act === "end" && <EndForm {...acting} />}
            {(act === "doubts" || act === "keep") && <NoteForm key={act} of={act} {...acting} />}
            {act === undefined && file.status === "open" && <Buttons found={found} act={setAct} />}
          </Card>
        )
      }
    </Show>
  );
}

/** Who cares for this child while the parents are away; nothing where the policy asks for none and there is none. */
export function FileEntrustment(props: { readonly file: ChildFileData; readonly done: () => void }) {
  const may = useMay();
  return may("entrustment.read") ? <Listed {...props} /> : null;
}
