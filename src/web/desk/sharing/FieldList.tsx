import { classText } from "./sharingText.ts";

/** Fields with the class of each, in words and not by colour alone. */
export function FieldList({
  fields,
}: {
  readonly fields: readonly { readonly key: string; readonly title: string; readonly cls: string }[];
}) {
  if (fields.length === 0) return <span className="muted">只办理本部门业务，不另外提供信息</span>;
  return (
    <ul className="sharing-fields">
      {fields.map(({ key, title, cls }) => (
        <li key={key} className={cls}>
          {title}
          <small>{classText(cls)}</small>
        </li>
      ))}
    </ul>
  );
}
