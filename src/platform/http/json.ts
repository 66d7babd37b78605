import { Problem } from "#kernel/problem.ts";
import { isStorable } from "./stored.ts";

const DEPTH_MAX = 32;

/**
 * JSON as it may come from anybody: no NUL and no lone surrogates (PostgreSQL stores neither), no prototype keys, no
 * duplicate meaning through depth. Errors: http.malformed (400) with a reason.
 */
export function readJson(text: string): unknown {
  checkDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text, refuseHostile);
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    throw new Problem("http.malformed", { reason: "not_json" }, 400);
  }
  return value;
}

/** Counted before parsing: a reviver runs only after the whole nest has been built. */
function checkDepth(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 0x5c) i += 1;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if (c === 0x5b || c === 0x7b) {
      depth += 1;
      if (depth > DEPTH_MAX) throw new Problem("http.malformed", { reason: "too_deep" }, 400);
    } else if (c === 0x5d || c === 0x7d) depth -= 1;
  }
}

function refuseHostile(key: string, value: unknown): unknown {
  if (key === "__proto__" || key === "constructor" || key === "prototype") {
    throw new Problem("http.malformed", { reason: "reserved_key" }, 400);
  }
  if (!isStorable(key) || (typeof value === "string" && !isStorable(value))) {
    throw new Problem("http.malformed", { reason: "characters" }, 400);
  }
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Problem("http.malformed", { reason: "number" }, 400);
  return value;
}
