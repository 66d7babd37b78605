import { learnRest } from "./language/later.ts";
import { AnomaliesPage } from "./anomaly/AnomaliesPage.tsx";
import { ReportPictures } from "./concern/ReportPictures.tsx";
import { DeclarationsPage } from "./declaration/DeclarationsPage.tsx";
import { NoticesPage } from "./notice/NoticesPage.tsx";
import { ChecksPage } from "./referral/ChecksPage.tsx";
import { KeepPage } from "./sync/KeepPage.tsx";
import { UrgentPage } from "./urgent/UrgentPage.tsx";
import { TrainingPage } from "./training/TrainingPage.tsx";

learnRest();

/** What the phone's second file holds: fetched when it is asked for (parts/Fetched.tsx). */
export const secondPages = {
  KeepPage,
  NoticesPage,
  AnomaliesPage,
  ChecksPage,
  DeclarationsPage,
  TrainingPage,
  ReportPictures,
  UrgentPage,
} as const;
