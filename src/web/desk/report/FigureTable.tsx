import { Frame } from "../parts/Frame.tsx";

type Figure = string | number;

interface FigureTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Figure[])[];
}

/** A table whose columns are known only when it comes: numbers to the right, a list of cards on a narrow screen. */
export function FigureTable({ label, columns, rows }: FigureTableProps) {
  return (
    <Frame>
      <table className="grid grid-cards law-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map((title, i) => (
              <th key={title} scope="col" className={typeof rows[0]?.[i] === "number" ? "num" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join("\u0001")}>
              {row.map((value, i) => (
                <td
                  key={columns[i]}
                  data-title={columns[i]}
                  className={typeof value === "number" ? "num" : i === 0 ? "main" : undefined}
                >
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}
