import { parentPort } from "node:worker_threads";
import { type LinkageConfig, newLinkage } from "#engines/linkage/index.ts";
import type { FromWorker, ToWorker } from "./linking.ts";

/* The linkage engine on a thread of its own: a list of half a million lines must keep nobody else waiting. */

const port = parentPort;
if (!port) throw new Error("linkWorker is started as a worker");
const tell = (message: FromWorker): void => port.postMessage(message);

const open: { linkage?: ReturnType<typeof newLinkage> } = {};

port.on("message", (message: ToWorker) => {
  if (message.kind === "fields") {
    const fields = message.fields.map((field) => ({ ...field, left: field.name, right: field.name }));
    const config: LinkageConfig = { leftId: null, rightId: null, fields };
    open.linkage = newLinkage(config);
    return;
  }
  const { linkage } = open;
  if (!linkage) throw new Error("rows before fields");
  if (message.kind === "rows") {
    for (const [id, cells] of message.rows) linkage[message.side].add(id, [...cells]);
    return;
  }
  const { linked } = linkage.run({
    least: message.least,
    onStage: ({ stage, done, of }) => tell({ kind: "stage", share: share(stage, done / of) }),
  });
  const words = linkage.words();
  const pairs = Array.from(linked.left, (left, at) => {
    const right = linked.right[at] ?? 0;
    return {
      left: Number(linkage.left.ids.at(left)),
      right: Number(linkage.right.ids.at(right)),
      probability: linked.probability[at] ?? 0,
      words: words(left, right),
    };
  });
  tell({ kind: "pairs", pairs });
});

/** Comparing is nearly all of the work. */
const share = (stage: string, part: number): number =>
  stage === "comparing" ? part * 0.9 : stage === "learning" ? 0.95 : 1;
