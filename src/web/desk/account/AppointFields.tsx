import { Button, Input, Select } from "antd";
import { departments, type PostKind, postKinds } from "#kernel/actor.ts";
import { subtree } from "#kernel/scope.ts";
import { mayAppoint } from "#capabilities/account/decide.ts";
import { departmentNames, type Me, postNames } from "#capabilities/account/words.ts";
import { useMe } from "../app/session.ts";
import { AreaInput } from "../area/AreaInput.tsx";
import { DayInput } from "../parts/DayInput.tsx";
import { Field } from "../parts/Field.tsx";

/** An appointment while it is being filled in. */
export interface Wanted {
  readonly kind: PostKind | null;
  readonly department: string | null;
  readonly area: string | null;
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly reason: string;
}

/** Which posts somebody may appoint to: the server's own rule. */
export function kindsFor({ personId, name, post, area }: Me): PostKind[] {
  const actor = { personId, name, post, area, scope: subtree(area) };
  return postKinds.filter((kind) => mayAppoint(actor, kind, area));
}

export const emptyWanted = (me: Me): Wanted => {
  const kinds = kindsFor(me);
  return { kind: kinds.length === 1 ? (kinds[0] ?? null) : null, department: null, area: null, fromDay: me.today, toDay: null, reason: "" }; // prettier-ignore
};

/** What is still to be filled in, by its title. */
export const missingOf = (wanted: Wanted): Record<string, boolean> => ({
  岗位: wanted.kind !== null,
  ...(wanted.kind === "department" && { 部门: wanted.department !== null }),
  地区: wanted.area !== null,
  任职依据: wanted.reason.trim() !== "",
});

/** The words of the command; call it only where nothing is missing. */
export const appointmentOf = (wanted: Wanted): Readonly<Record<string, unknown>> => ({
  kind: wanted.kind,
  area: wanted.area,
  reason: wanted.reason.trim(),
  ...(wanted.kind === "department" && { department: wanted.department }),
  ...(wanted.fromDay !== null && { fromDay: wanted.fromDay }),
  ...(wanted.toDay !== null && { toDay: wanted.toDay }),
});

interface AppointFieldsProps {
  readonly wanted: Wanted;
  readonly onChange: (wanted: Wanted) => void;
}

export function AppointFields({ wanted, onChange }: AppointFieldsProps) {
  const me = useMe();
  const set = (changes: Partial<Wanted>): void => onChange({ ...wanted, ...changes });
  const kinds = kindsFor(me).map((value) => ({ value, label: postNames[value] }));
  const place = me.areaPath.at(-1) ?? "";
  return (
    <>
      <Field title="岗位" required>
        {(id) => (
          <Select
            id={id}
            aria-label="岗位"
            className="area-input"
            placeholder="选择岗位"
            listHeight={520}
            options={kinds}
            value={wanted.kind}
            onChange={(kind: PostKind) => set({ kind, area: null })}
          />
        )}
      </Field>
      {wanted.kind === "department" && (
        <Field title="部门" required>
          {(id) => (
            <Select
              id={id}
              aria-label="部门"
              className="area-input"
              placeholder="选择部门"
              options={departments.map((value) => ({ value, label: departmentNames[value] }))}
              value={wanted.department}
              onChange={(department: string) => set({ department })}
            />
          )}
        </Field>
      )}
      <Field title="地区" required>
        {(id) =>
          wanted.area === me.area ? (
            <span className="one-of">
              {place}
              <Button onClick={() => set({ area: null })}>另选</Button>
            </span>
          ) : (
            <>
              <AreaInput
                key={wanted.kind}
                id={id}
                from={me.area}
                toVillage={wanted.kind === "director"}
                value={wanted.area}
                onChange={(area) => set({ area })}
              />
              {wanted.kind !== null && wanted.kind !== "director" && (
                <span className="one-of">
                  <Button onClick={() => set({ area: me.area })}>设在本级：{place}</Button>
                </span>
              )}
            </>
          )
        }
      </Field>
      <Field title="从哪天起">
        {(id) => <DayInput id={id} value={wanted.fromDay} onChange={(fromDay) => set({ fromDay })} offerToday />}
      </Field>
      <Field title="到哪天止" hint="长期任职不填；这一天起不再任职。">
        {(id) => <DayInput id={id} value={wanted.toDay} onChange={(toDay) => set({ toDay })} />}
      </Field>
      <Field title="任职依据" required>
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            value={wanted.reason}
            placeholder="如：村委会换届，镇政府任职通知"
            onChange={(event) => set({ reason: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
