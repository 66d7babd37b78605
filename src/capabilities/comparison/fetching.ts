import { lookup as resolve } from "node:dns";
import { type IncomingMessage, request as plain } from "node:http";
import { request as secure, type RequestOptions } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isProblem, Problem } from "#kernel/problem.ts";
import { UPLOAD_LIMIT } from "#platform/http/upload.ts";
import { allowedHost, type Host, mayAsk } from "./hosts.ts";

/*
 * One answer of a department's server: asked for once, at an address that was looked at, followed to no other one, bounded in
 * bytes and time. By node:https and not by fetch, which does not let the address be looked at that it connects to.
 */

export interface Asked {
  readonly url: string;
  readonly header: string | null;
  /** The header's value. */
  readonly key: string | null;
}

export interface Limits {
  readonly bytes: number;
  readonly ms: number;
}

export const limits: Limits = { bytes: UPLOAD_LIMIT, ms: 120_000 };

const failed = (code: string, data: Readonly<Record<string, unknown>> = {}): Problem =>
  new Problem(`comparison.source_${code}`, data, 502);

/** A name that stands for an address which may not be asked is none: what is looked at is what is connected to. */
const guarded =
  (host: Host): LookupFunction =>
  (name, options, done) =>
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, "", 0);
      const wrong = addresses.find(({ address }) => !mayAsk(host, address));
      const [first] = addresses;
      if (wrong || !first) return done(failed("address"), "", 0);
      if (options.all) return (done as unknown as (error: null, all: typeof addresses) => void)(null, addresses);
      return done(null, first.address, first.family);
    });

/** What went wrong, as people are told of it: nothing of the answer's content. */
function told(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  const { code = "" } = thrown as NodeJS.ErrnoException;
  if (/CERT|SELF_SIGNED|ALTNAME|VERIFY|SSL|TLS/.test(code)) return failed("untrusted", { reason: code });
  return failed("unreachable", { reason: code === "" ? "ERROR" : code });
}

/** Errors: comparison.source_redirects, comparison.source_status, comparison.source_encoded. */
function requireWhole({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 300 && statusCode < 400) throw failed("redirects");
  if (statusCode !== 200) throw failed("status", { status: statusCode });
  if (!["", "identity"].includes(headers["content-encoding"] ?? "")) throw failed("encoded");
}

async function bodyOf(answer: IncomingMessage, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) throw failed("too_large", { megabytes: Math.floor(most / 1_000_000) });
    parts.push(part);
  }
  if (!answer.complete) throw failed("unreachable", { reason: "CUT" });
  return Buffer.concat(parts);
}

/**
 * What stands at the address. Errors: comparison.source_url_wrong, comparison.source_host_unknown (422); comparison.source_address,
 * source_unreachable, source_untrusted, source_slow, source_redirects, source_status, source_encoded, source_too_large (502).
 */
export async function fetchAnswer(hosts: readonly Host[], { url, header, key }: Asked, { bytes, ms }: Limits = limits): Promise<Buffer> {
  const host = allowedHost(hosts, url);
  const name = new URL(url).hostname.replace(/^\[|\]$/g, "");
  if (isIP(name) !== 0 && !mayAsk(host, name)) throw failed("address");
  const signal = AbortSignal.timeout(ms);
  const options: RequestOptions = {
    method: "GET", lookup: guarded(host), signal, agent: false, minVersion: "TLSv1.2",
    headers: { accept: "application/json, text/csv, */*", "accept-encoding": "identity", ...(header !== null && key !== null && { [header]: key }) },
  };
  const ask = url.startsWith("https:") ? secure : plain;
  try {
    const answer = await new Promise<IncomingMessage>((given, refused) => void ask(url, options, given).once("error", refused).end());
    try {
      requireWhole(answer);
      return await bodyOf(answer, bytes);
    } finally {
      answer.destroy();
    }
  } catch (thrown) {
    throw signal.aborted ? failed("slow") : told(thrown);
  }
} // prettier-ignore
