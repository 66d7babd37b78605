import { Button, Checkbox, Input } from "antd";
import { useRef, useState } from "react";
import { type BoundaryPreview, STATED } from "#capabilities/area/words.ts";
import { minuteText } from "../../ui/dayText.ts";
import { Field } from "../parts/Field.tsx";
import { Card } from "../parts/Page.tsx";
import { Running } from "../parts/Running.tsx";
import { Refused } from "../parts/states.tsx";
import { useBoundaryFile } from "./useBoundaryFile.ts";
import "../styles/form.css";

const named = (units: BoundaryPreview["missing"]): string => units.map(({ name }) => name).join("、");

/** What stands there now, and what would be different. */
function Changes({ preview: { of, drawn, points, missing, lost, before } }: { readonly preview: BoundaryPreview }) {
  const was = before && `${before.codes.length} 个下级区划，${before.approval === null ? "没有审图号" : `审图号 ${before.approval}`}，${minuteText(before.loadedAt)}${before.loadedBy === null ? "用命令" : `由${before.loadedBy}`}载入`;
  return (
    <dl className="law-life">
      <div>
        <dt>文件里</dt>
        <dd>
          画出 {drawn} 个下级区划（共 {of} 个），{points} 个点
        </dd>
      </div>
      {missing.length > 0 && (
        <div>
          <dt>没有画出</dt>
          <dd>{named(missing)}：地图上没有，数字仍在表里</dd>
        </div>
      )}
      <div>
        <dt>现有的</dt>
        <dd>{was ?? "没有：图景按方块显示"}</dd>
      </div>
      {before && (
        <div>
          <dt>载入后</dt>
          <dd>整份替换现有的{lost.length > 0 && `；原来画出、以后没有的：${named(lost)}`}</dd>
        </div>
      )}
    </dl>
  );
} // prettier-ignore

interface LoadFormProps {
  readonly preview: BoundaryPreview;
  readonly busy: boolean;
  readonly load: (said: { readonly approval: string; readonly source: string }) => void;
  readonly clear: () => void;
}

/** 审图号 is asked for: a map that the public sees needs one (地图管理条例); a draft is said to be one. */
function LoadForm({ preview, busy, load, clear }: LoadFormProps) {
  const [approval, setApproval] = useState(preview.approval ?? "");
  const [source, setSource] = useState(preview.source ?? "");
  const [draft, setDraft] = useState(false);
  const isDraft = approval.trim() === "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        load({ approval: approval.trim(), source: source.trim() });
      }}
    >
      <Changes preview={preview} />
      <Field title="审图号" hint="如 粤S(2024)001号；文件里写了的已填好，印在地图上">
        {(id) => <Input id={id} value={approval} maxLength={STATED} onChange={({ target }) => setApproval(target.value)} />}
      </Field>
      <Field title="来源" hint="如 广东省自然资源厅">
        {(id) => <Input id={id} value={source} maxLength={STATED} onChange={({ target }) => setSource(target.value)} />}
      </Field>
      {isDraft && (
        <Checkbox checked={draft} onChange={({ target }) => setDraft(target.checked)}>
          还没有审图号，只供内部核对：图上标明“未标注审图号”，不公开使用
        </Checkbox>
      )}
      <div className="buttons">
        <Button type="primary" htmlType="submit" disabled={busy || (isDraft && !draft)}>
          {preview.before === null ? "载入边界" : "替换边界"}
        </Button>
        <Button onClick={clear}>不载入</Button>
      </div>
    </form>
  );
} // prettier-ignore

/** Boundaries of an area's lower ones, loaded by whoever looks after the system: checked, shown what changes, replaced whole. */
export function BoundaryCard({ code }: { readonly code: string }) {
  const input = useRef<HTMLInputElement>(null);
  const { preview, sent, refusal, loaded, check, load, stop, clear } = useBoundaryFile(code);
  const take = (file: File | undefined): void => {
    if (file) check(file);
    if (input.current) input.current.value = "";
  };
  return (
    <Card title="下级区划的边界" note="GeoJSON，不超过 8 MB、10 万个点；图景用它画地图">
      <div aria-live="polite">
        {loaded && (
          <p className="said">
            已载入 {loaded.drawn} 个下级区划的边界，图景改用地图显示。
          </p>
        )}
        <Refused refusal={refusal} />
      </div>
      {preview && <LoadForm preview={preview} busy={sent !== undefined} load={load} clear={clear} />}
      {sent !== undefined && (
        <Running label="正在上传并检查" done={sent} total={100} stop={stop}>
          {sent < 100 ? `已上传 ${sent}%` : "正在检查…"}
        </Running>
      )}
      {!preview && sent === undefined && (
        <>
          <input ref={input} type="file" accept=".geojson,.json" hidden aria-label="边界文件" onChange={(event) => take(event.target.files?.[0])} />
          <Button onClick={() => input.current?.click()}>选择边界文件</Button>
        </>
      )}
    </Card>
  );
} // prettier-ignore
