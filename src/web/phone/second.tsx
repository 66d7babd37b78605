import { learnRest } from "./language/later.ts";
import { AnomaliesPage } from "./anomaly/AnomaliesPage.tsx";
import { DeclarationsPage } from "./declaration/DeclarationsPage.tsx";
import { NoticesPage } from "./notice/NoticesPage.tsx";
import { KeepPage } from "./sync/KeepPage.tsx";
import { TrainingPage } from "./training/TrainingPage.tsx";

learnRest();

/** What the phone's second file holds, by the name of the place (hash.ts). */
export const secondPages = {
  keep: KeepPage,
  notices: NoticesPage,
  anomalies: AnomaliesPage,
  declarations: DeclarationsPage,
  training: TrainingPage,
} as const;
