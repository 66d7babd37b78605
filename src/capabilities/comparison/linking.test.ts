import assert from "node:assert/strict";
import { test } from "node:test";
import { Linking } from "./linking.ts";

const fields = [{ name: "姓名", type: "name.zh", household: false }] as const;

test("a linkage that was stopped before it was asked ends with an error, and hangs nobody", async () => {
  const linking = new Linking(fields);
  linking.add("left", 0, ["陈一"]);
  await linking.stop();
  await assert.rejects(
    linking.run(0.05, () => undefined),
    /stopped/,
  );
});

test("a worker that dies while it is fed ends the run with what it died of, and not the server", async () => {
  const linking = new Linking(fields);
  // more cells than fields are no row: whatever a worker throws comes out like this
  linking.add("left", 0, null as unknown as string[]);
  await assert.rejects(linking.run(0.05, () => undefined));
  await linking.stop();
});
