/** Where the reader is: kept behind the # so that the back key of the phone works and no child's name reaches a log. */
export type Place =
  | { readonly page: "today" }
  | { readonly page: "children" }
  | { readonly page: "tasks" }
  | { readonly page: "register" }
  | { readonly page: "me" }
  /** Parents who declared that they go out to work. */
  | { readonly page: "declarations" }
  /** What the server has not confirmed, and what it asks back. */
  | { readonly page: "unsent" }
  | { readonly page: "notices" }
  /** What departments' lists say otherwise than a file. */
  | { readonly page: "anomalies" }
  /** What departments say they have done, to be checked on the child. */
  | { readonly page: "checks" }
  /** 培训, or one of its courses. */
  | { readonly page: "training"; readonly courseId: string }
  /** To keep the village on this phone. */
  | { readonly page: "keep" }
  /** In again, after the session has ended, while the phone goes on working. */
  | { readonly page: "enter" }
  /** A child in danger, told without anybody signed in. */
  | { readonly page: "urgent" }
  | { readonly page: "file"; readonly childId: string }
  /** 委托照护书 of a child. */
  | { readonly page: "entrustment"; readonly childId: string }
  /** A child in danger: of the ledger by its id, "new" for one that is not in it, else to be chosen. */
  | {
      readonly page: "report";
      readonly childId: string;
      /** Opened out of a visit, which it leads back into. */ readonly visit?: VisitKind;
    }
  /** From the picture that the supervisor shows: this phone becomes its reader's own. */
  | { readonly page: "enrol"; readonly code: string }
  | { readonly page: "visit"; readonly childId: string; readonly kind: VisitKind };

type VisitKind = "home_visit" | "contact";

const plain = [
  "children",
  "tasks",
  "register",
  "me",
  "unsent",
  "notices",
  "anomalies",
  "checks",
  "keep",
  "enter",
  "urgent",
  "declarations",
] as const;

export function placeOf(hash: string): Place {
  const [page = "", childId = "", kind = ""] = hash.replace(/^#\/?/, "").split("/");
  const name = plain.find((one) => one === page);
  if (name) return { page: name };
  if ((page === "file" || page === "entrustment") && childId !== "") return { page, childId };
  if (page === "report")
    return { page, childId, ...((kind === "home_visit" || kind === "contact") && { visit: kind }) };
  if (page === "training") return { page, courseId: childId };
  if (page === "enrol" && childId !== "") return { page, code: childId };
  if (page === "visit" && childId !== "") return { page, childId, kind: kind === "contact" ? kind : "home_visit" };
  return { page: "today" };
}

export function hashOf(place: Place): string {
  if (place.page === "file" || place.page === "entrustment") return `#/${place.page}/${place.childId}`;
  if (place.page === "report") return ["#/report", place.childId, place.visit].filter(Boolean).join("/");
  if (place.page === "training") return `#/training/${place.courseId}`;
  if (place.page === "enrol") return `#/enrol/${place.code}`;
  if (place.page === "visit") return `#/visit/${place.childId}/${place.kind}`;
  return place.page === "today" ? "#/" : `#/${place.page}`;
}
