/* Tonghu's HTTP server over the measured installation, as `tonghu serve` makes it, without the web pages. */
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serverOf } from "../src/composition.ts";
import { openInstallation } from "../src/commands/installation.ts";

const io = {
  out: () => undefined,
  err: (text: string) => void process.stderr.write(`${text}\n`),
  env: process.env,
  json: false,
};
const installation = await openInstallation(io, { poolSize: 20 });
// Without the trace of each look (docs/decisions/0018) only to say what it costs: nothing but a bench may leave it out.
const traced = process.env["TONGHU_BENCH_LOOKS"] !== "off";
const tonghu = traced ? installation.tonghu : { ...installation.tonghu, keep: () => Promise.resolve() };
const app = await serverOf(tonghu, join(installation.dataDir, "uploads"));
await app.listen({ port: 0, host: "127.0.0.1" });
process.stdout.write(`listening ${(app.server.address() as AddressInfo).port}\n`);
process.once("SIGTERM", () => {
  void app.close().then(() => installation.close());
});
