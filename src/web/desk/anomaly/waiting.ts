import type { AnomalyCount } from "#capabilities/anomaly/words.ts";

/** Of all areas together: what Today says, and the list behind it. */
export const waitingOf = (
  counts: readonly AnomalyCount[],
): Pick<AnomalyCount, "open" | "late" | "climbed" | "reminded"> => {
  const sumOf = (key: "open" | "late" | "climbed" | "reminded"): number =>
    counts.reduce((sum, one) => sum + one[key], 0);
  return { open: sumOf("open"), late: sumOf("late"), climbed: sumOf("climbed"), reminded: sumOf("reminded") };
};

/** Which of them a page shows: one word in the address. */
export const shows = {
  yes: { label: "待核实", query: { open: "yes" } },
  late: { label: "已逾期", query: { open: "yes", when: "late" } },
  climbed: { label: "已报上一级", query: { open: "yes", when: "climbed" } },
  reminded: { label: "临近期限", query: { open: "yes", when: "reminded" } },
  no: { label: "已核实", query: { open: "no" } },
} as const;
