/** The survey workbook: what others may ask of it. Joining it to the journal is the business of actions.ts. */
export { compileColumns, type SurveyColumn, surveyColumns } from "./columns.ts";
export { type ColumnLine, surveyLines } from "./surveyLines.ts";
export { type Layout, resultHeader } from "./header.ts";
export type { Village } from "./lists.ts";
export { type GoodRow, type ParsedRow, parseRow } from "./parse.ts";
export { type Fault, faultAt } from "./fault.ts";
export { readSurvey, type SurveyItem, type SurveyOptions } from "./read.ts";
export { type ResultOf, returnedWorkbook, type RowResult } from "./returned.ts";
export { rowKey } from "./rowKey.ts";
export { type FilledRow, filledSurvey } from "./table.ts";
export { surveyTemplate, type TemplateOptions } from "./template.ts";
export { type Outcome, outcomes, problems, say } from "./zh.ts";
export { type Imported, importSurvey, type SurveyWorld } from "./intake.ts";
export { routes } from "./routes.ts";
export { returnedName } from "./taking.ts";
export { closeOrphans } from "./store.ts";
export {
  keepUpload, readable, removeUpload, takeUpload, tidyUploads, uploadedFile, type UploadFolder,
} from "./uploads.ts"; // prettier-ignore
export { patiently } from "./patience.ts";
export { permissions } from "./words.ts";
