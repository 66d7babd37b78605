import { BlockList, isIP } from "node:net";
import { Problem } from "#kernel/problem.ts";

/*
 * From where lists may be fetched: hosts that the operator of the server has named, and nothing else. Who sets a source at the
 * desk could otherwise make the server ask whatever it can reach (SSRF). docs/decisions/0064.
 */

/** One host as the operator has written it: scheme, name and port. */
export interface Host {
  readonly origin: string;
  readonly name: string;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Of the machine itself, of one cable (clouds keep their keys at 169.254.169.254, 100.100.100.200, fd00:ec2::254), of many, of nobody. */
const never = new BlockList();
for (const [net, bits] of [["0.0.0.0", 8], ["169.254.0.0", 16], ["100.100.100.200", 32], ["224.0.0.0", 4], ["240.0.0.0", 4]] as const) never.addSubnet(net, bits, "ipv4"); // prettier-ignore
for (const [net, bits] of [["::", 128], ["fe80::", 10], ["fd00:ec2::", 32], ["ff00::", 8], ["64:ff9b::", 96]] as const) never.addSubnet(net, bits, "ipv6"); // prettier-ignore

const bare = (name: string): string => name.replace(/^\[|\]$/g, "");
const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

const isLoopback = (name: string): boolean =>
  name === "localhost" || (isIP(bare(name)) !== 0 && loopback.check(bare(name), familyOf(bare(name))));

/** Whether an address that a name stands for may be asked: the machine itself only where the operator has named it so. */
export function mayAsk({ name }: Pick<Host, "name">, address: string): boolean {
  const family = familyOf(address);
  if (never.check(address, family)) return false;
  return !loopback.check(address, family) || isLoopback(name);
}

function hostOf(entry: string): Host {
  const wrong = (): Problem => new Problem("comparison.hosts_wrong", { entry: entry.slice(0, 100) });
  const text = /^https?:\/\//.test(entry) ? entry : `https://${entry}`;
  if (!URL.canParse(text)) throw wrong();
  const { protocol, hostname, origin, pathname, search, hash, username, password } = new URL(text);
  const isPlain = pathname === "/" && `${search}${hash}${username}${password}` === "" && !hostname.includes("*");
  // without TLS only within this machine, where nobody listens
  if (!isPlain || (protocol !== "https:" && !isLoopback(hostname))) throw wrong();
  return { origin, name: hostname };
}

/** `host`, `host:port`, by commas or blanks; `http://127.0.0.1:port` on this machine alone. Errors: comparison.hosts_wrong. */
export const hostsOf = (text: string | undefined): readonly Host[] =>
  (text ?? "")
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .map(hostOf);

/** The host of an address that may be fetched. Errors: comparison.source_url_wrong, comparison.source_host_unknown. */
export function allowedHost(hosts: readonly Host[], text: string): Host {
  if (!URL.canParse(text)) throw new Problem("comparison.source_url_wrong");
  const { protocol, username, password, hash, origin, host } = new URL(text);
  if (!/^https?:$/.test(protocol) || `${username}${password}${hash}` !== "")
    throw new Problem("comparison.source_url_wrong");
  const found = hosts.find((one) => one.origin === origin);
  if (!found) throw new Problem("comparison.source_host_unknown", { host });
  return found;
}
