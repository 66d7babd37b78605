import { App, Checkbox } from "antd";
import { useState } from "react";
import { ladder, type NoticePost } from "#capabilities/notice/words.ts";
import { postWords } from "#capabilities/notice/zh.ts";
import { addDays } from "#kernel/day.ts";
import { newId } from "#kernel/id.ts";
import { useSend } from "../app/load.ts";
import { go, linkTo } from "../app/route.ts";
import { useMe } from "../app/session.ts";
import { AreaInput } from "../area/AreaInput.tsx";
import { CommandForm } from "../parts/CommandForm.tsx";
import { Field } from "../parts/Field.tsx";
import { FormFoot, stillWanted } from "../parts/FormFoot.tsx";
import { Card, Page } from "../parts/Page.tsx";
import { NoticeFields } from "./NoticeFields.tsx";
import { type Draft, heldIn } from "./noticeDraft.ts";
import "../styles/form.css";

const offered = Object.entries(postWords) as [NoticePost, string][];

/** Posts below one's own, the nearest to the children first. */
const below = (own: string): { value: NoticePost; label: string }[] =>
  offered
    .filter(([post]) => ladder.indexOf(post) > ladder.indexOf(own as NoticePost))
    .map(([value, label]) => ({ value, label }));

/** A notice to the posts below, in the whole area or a part of it. */
export function WriteForm() {
  const me = useMe();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>({ title: "", words: "", readBy: addDays(me.today, 7), posts: ["director"], area: null }); // prettier-ignore
  const { sending, refusal, send } = useSend(newId);
  const set = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  const { title, words, readBy, posts, area } = draft;
  const wanted = {
    标题: title.trim().length >= 2,
    内容: words.trim().length >= 2,
    发给谁: posts.length > 0,
    阅读期限: readBy !== null && readBy >= me.today,
  };
  const missing = stillWanted(wanted);
  const submit = async (): Promise<void> => {
    const body = { title: title.trim(), words: words.trim(), posts, readBy, areas: area === null ? [] : [area] };
    if (!(await send("/api/notice/notices", body))) return;
    void message.success("通知已发出");
    go(linkTo("notices", { which: "out" }));
  };
  return (
    <Page title="写通知" note={<a href={linkTo("notices", { which: "out" })}>发出的通知</a>}>
      <Card>
        <CommandForm submit={submit}>
          <Field title="发给谁" required>
            {(id) => (
              <fieldset id={id} className="notice-posts" aria-label="发给谁">
                <Checkbox.Group options={below(me.post)} value={[...posts]} onChange={(next) => set({ posts: next })} />
              </fieldset>
            )}
          </Field>
          <Field title="哪些地方" hint={`不选，则发到${me.areaPath.at(-1) ?? "本辖区"}的全部`}>
            {(id) => <AreaInput id={id} from={me.area} value={area} onChange={(next) => set({ area: next })} />}
          </Field>
          <NoticeFields draft={draft} set={set} />
          <FormFoot refusal={refusal} sending={sending} disabled={missing !== undefined || heldIn(draft) !== undefined} word="发出" note={missing} />
        </CommandForm>
      </Card>
    </Page>
  );
} // prettier-ignore
