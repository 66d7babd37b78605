/* Apart from the schemas: a phone that folds a file needs these words and no schema. */

export const kinds = {
  raised: "anomaly.raised",
  verified: "anomaly.verified",
  /** Made without signal, and somebody else had answered by the time it came: kept, and nothing follows from it. */
  answeredLate: "anomaly.answered_late",
  withdrawn: "anomaly.withdrawn",
} as const;
