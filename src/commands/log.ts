import type { Log } from "#platform/db/log.ts";
import { consoleLines } from "#platform/db/zh.ts";
import { fill } from "#platform/http/problem.ts";
import { sentence } from "../joined.ts";
import type { Io } from "./command.ts";

const own: Readonly<Record<string, string>> = {
  "traces could not be sealed": "访问记录暂时没有封存（{sentence}），下次再封，没有丢失。",
};

/** A refusal behind the line as its sentence; else whatever reason it gives. */
function withSentence(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { code, reason } = data;
  return { ...data, sentence: typeof code === "string" ? sentence(code, data) : reason };
}

/** A line of the log as whoever runs the server reads it; one without its Chinese stands as it is, with its data. */
export function consoleLine(data: object, message: string): string {
  const text = consoleLines[message] ?? own[message];
  return text === undefined ? `${message} ${JSON.stringify(data)}` : fill(text, withSentence({ ...data }));
}

/** Diagnostics go to standard error, so that standard output stays what a script asked for. */
export const logTo = (io: Io): Log => ({
  info: () => undefined,
  warn: (data, message) => io.err(consoleLine(data, message)),
  error: (data, message) => io.err(consoleLine(data, message)),
});
