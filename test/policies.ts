import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Day } from "#kernel/day.ts";
import { defaultFolder } from "#capabilities/policy/index.ts";

/** A folder with the house's packs, in which another one takes the place of the cast's county from a day on; whoever asks removes it. */
export function packsTurning(from: Day, more: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tonghu-packs-"));
  cpSync(defaultFolder, folder, { recursive: true });
  const [old, next] = ["puning", "puning-next"].map((id) => join(folder, id));
  cpSync(old ?? "", next ?? "", { recursive: true });
  const text = readFileSync(join(old ?? "", "pack.yaml"), "utf8");
  writeFileSync(join(old ?? "", "pack.yaml"), text.replace(/^to: null$/m, `to: ${from}`));
  const turned = text.replace(/^id: puning$/m, "id: puning-next").replace(/^from: .*$/m, `from: ${from}`);
  writeFileSync(join(next ?? "", "pack.yaml"), `${turned}\n${more}`);
  return folder;
}
