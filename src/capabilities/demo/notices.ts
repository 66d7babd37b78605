import type { Actor } from "#kernel/actor.ts";
import { today } from "#kernel/clock.ts";
import { readNotice, sendNotice } from "#capabilities/notice/decide.ts";
import { inScope } from "#platform/db/scope.ts";
import type { BatchItem } from "#platform/journal/journal.ts";
import type { DemoWorld } from "./actions.ts";
import { shift } from "./days.ts";
import { idOf, Random } from "./random.ts";

const words = {
  title: "示例：入冬前把走访和取暖安全看一遍",
  words:
    "这是一条示例通知。\n\n一、这个月的走访请在月底前上门做完，高风险的先去。\n二、看看取暖、用电、煤气，有隐患的当场和监护人说，记成一项任务。\n三、发现孩子有危险，先在手机上报告，再打 110。\n\n有问题打镇（街道）办公室电话。",
  posts: ["director" as const],
};

/** From the county to all directors, some days ago; two thirds of them have read it. By the decisions of a command. */
export async function seedNotices(
  world: DemoWorld,
  machine: Actor,
  { people, area, seed }: { readonly people: ReadonlyMap<string, Actor>; readonly area: string; readonly seed: number },
): Promise<void> {
  const county = people.get(area);
  if (!county) return;
  const random = new Random(seed, 9);
  const day = today(world.clock);
  const [sentOn, readOn] = [shift(day, -4), shift(day, -2)];
  const by = ({ name }: Actor) => ({ name });
  const id = idOf(random, sentOn);
  const sending = { today: sentOn, by: by(county), post: county.post, areas: [area], children: [], names: [] };
  const readings = [...people.values()]
    .filter(({ post }) => post === "director")
    .flatMap((reader, n): BatchItem[] => {
      const commandId = idOf(random, readOn);
      const begun = { childId: null, area: reader.area };
      return n % 3 === 0 ? [] : [{ subjectId: commandId, commandId, actor: reader, seed: begun, decide: () => readNotice(id, by(reader), false) }]; // prettier-ignore
    });
  const notice: BatchItem = {
    subjectId: id,
    commandId: id,
    actor: county,
    seed: { childId: null, area },
    decide: () => sendNotice({ ...words, readBy: shift(day, 2) }, sending),
  };
  await inScope(world.pool, machine.scope, async (db) => {
    await world.journal.batch(db, machine, `${sentOn}T02:00:00.000Z`, [notice]);
    await world.journal.batch(db, machine, `${readOn}T02:00:00.000Z`, readings);
  });
}
