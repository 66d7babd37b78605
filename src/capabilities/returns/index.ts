import type { Fold } from "#platform/journal/ledger.ts";
import { evolve, type HandedNow, initial } from "./decide.ts";

export { type Drawn, drawReturn, endOfDay, type ReturnsWorld, type Wanted } from "./actions.ts";
export { type DrawnRegister, drawRegister, hasRegister } from "./drawRegister.ts";
export { type Drill, drill, type FigureKind, type LinkFor } from "./drill.ts";
export { contentOf, fileName, type Format, formats } from "./files.ts";
export { isFuture } from "./layouts/form.ts";
export { html } from "./layouts/html.ts";
export { json } from "./layouts/json.ts";
export { pdf } from "./layouts/pdf.ts";
export { registerPlan, registerWorkbook } from "./layouts/registerWorkbook.ts";
export { xlsx, xlsxPlan } from "./layouts/xlsx.ts";
export {
  parseRegister,
  registerColumns,
  type RegisterDefinition,
  type RegisterNames,
  type RegisterRow,
} from "./register.ts";
export { owedBy } from "./due.ts";
export { permissions } from "./dueWords.ts";
export { handedProjection } from "./handed.ts";
export { routes } from "./routes.ts";
export { history, problems } from "./zh.ts";

export const fold: Fold<HandedNow> = { name: "returns", initial, evolve };
