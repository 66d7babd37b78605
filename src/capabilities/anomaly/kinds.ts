/* Apart from the schemas: a phone that folds a file needs these words and no schema. */

export const kinds = {
  raised: "anomaly.raised",
  verified: "anomaly.verified",
  /** Made without signal, and somebody else had answered by the time it came: kept, and nothing follows from it. */
  answeredLate: "anomaly.answered_late",
  withdrawn: "anomaly.withdrawn",
  /** The same where the department's list had taken it back by then: what was seen on the spot, and answers nothing. */
  seenAfter: "anomaly.seen_after",
  /** A later list does not say any more what was answered: if one says it again, that is asked anew. */
  settled: "anomaly.settled",
} as const;
