/* Loaded before a command (node --import): writes at its end what it took of processor and memory. */
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cost = { cpu: (userCPUTime + systemCPUTime) / 1e6, peakMb: maxRSS / 1024 };
  writeFileSync(process.env["TONGHU_BENCH_COST"] ?? "", JSON.stringify(cost));
});
