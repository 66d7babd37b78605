import { EnrolPage } from "./account/EnrolPage.tsx";
import { MePage } from "./account/MePage.tsx";
import { NeedsPage } from "./account/NeedsPage.tsx";
import { FilePage } from "./registry/FilePage.tsx";
import { RegisterPage } from "./registry/RegisterPage.tsx";
import { DoneToday } from "./sync/DoneToday.tsx";
import { UnsentPage } from "./sync/UnsentPage.tsx";
import { TasksPage } from "./task/TasksPage.tsx";
import { VisitPage } from "./visit/VisitPage.tsx";

/** What a director works with once the list is read: fetched as soon as that is drawn (parts/Fetched.tsx). */
export const workingPages = {
  DoneToday,
  EnrolPage,
  FilePage,
  MePage,
  NeedsPage,
  RegisterPage,
  TasksPage,
  UnsentPage,
  VisitPage,
} as const;
