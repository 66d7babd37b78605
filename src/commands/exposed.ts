/** The names under which a machine reaches only itself. */
const loopback = /^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/;

/**
 * What to say at the start of a server that others can reach whose sessions may travel unencrypted: undefined where there
 * is nothing to say. Encryption itself is the reverse proxy's; whether it is there only the administrator knows.
 */
export function exposureOf(env: Readonly<Record<string, string | undefined>>, host: string): string | undefined {
  const isReached = !loopback.test(host) || (env["TONGHU_TRUST_PROXY"] ?? "") !== "";
  if (!isReached || env["TONGHU_SECURE_COOKIE"] === "1") return undefined;
  return "注意：没有设置 TONGHU_SECURE_COOKIE=1，登录凭证可能以明文经过网络。请在前面配置 HTTPS 反向代理，并设置 TONGHU_SECURE_COOKIE=1（见 docs/operations.md）。";
}

/**
 * Where to listen. "localhost" is two addresses on most machines, for each of which Fastify opens a server of its own: the
 * second one would stand outside the gate (src/platform/http/crowd.ts, pace.ts).
 */
export const listeningOn = (host = "127.0.0.1"): string => (host === "localhost" ? "127.0.0.1" : host);
