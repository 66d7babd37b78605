import type { Mechanism } from "./reading.ts";
import type { Condition } from "./condition.ts";

/** A named condition of the pack: read once, asked once for each child. */
export const use: Mechanism = {
  key: "use",
  beside: [],
  read: (node, reading) => reading.named(node, "use"),
};

/** Remembers the answer of a named condition at its place in the frame, and tells its story only once. */
export const remembered = (inner: Condition, name: number): Condition => ({
  ask: (frame) => {
    const known = frame.recall(name);
    if (known !== null) return known;
    const { readLo, readHi } = frame;
    frame.readLo = 0;
    frame.readHi = 0;
    const answer = inner.ask(frame);
    frame.remember(name, answer);
    frame.readLo |= readLo;
    frame.readHi |= readHi;
    return answer;
  },
  tell: (frame, story, answer) => {
    // without this, names that use each other twice would be told a thousand million times
    if (story.told.includes(name)) return;
    story.told.push(name);
    inner.tell(frame, story, answer);
  },
  parts: [inner],
  timed: inner.timed,
});
