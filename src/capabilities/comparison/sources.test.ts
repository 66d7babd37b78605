import assert from "node:assert/strict";
import { test } from "node:test";
import { isProblem } from "#kernel/problem.ts";
import { csvOfJson } from "./answered.ts";
import { allowedHost, hostsOf, mayAsk } from "./hosts.ts";
import { nextOn } from "./sources.ts";
import { SaveSource } from "./words.ts";

const refused = (code: string) => (thrown: unknown) => isProblem(thrown) && thrown.code === `comparison.${code}`;

test("only hosts that the operator has named, by their scheme and port", () => {
  const hosts = hostsOf("data.edu.gov.cn, 10.1.2.3:8443 http://127.0.0.1:9001");
  assert.deepEqual(hosts.map(({ origin }) => origin), ["https://data.edu.gov.cn", "https://10.1.2.3:8443", "http://127.0.0.1:9001"]); // prettier-ignore
  for (const url of ["https://data.edu.gov.cn/list?month=11", "https://10.1.2.3:8443/", "http://127.0.0.1:9001/a"])
    assert.ok(allowedHost(hosts, url));
  for (const url of ["http://data.edu.gov.cn/list", "https://data.edu.gov.cn:444/", "https://edu.gov.cn/", "https://data.edu.gov.cn.evil.com/", "https://127.0.0.1:9001/", "http://127.1:9002/"])
    assert.throws(() => allowedHost(hosts, url), refused("source_host_unknown"), url);
  for (const url of ["file:///etc/passwd", "https://me:word@data.edu.gov.cn/", "https://data.edu.gov.cn/#a", "data.edu.gov.cn"])
    assert.throws(() => allowedHost(hosts, url), refused("source_url_wrong"), url);
  assert.deepEqual(hostsOf(undefined), []);
  for (const entry of ["http://data.edu.gov.cn", "*.gov.cn", "a.gov.cn/list", "https://me@a.gov.cn", "http://10.1.2.3"])
    assert.throws(() => hostsOf(entry), refused("hosts_wrong"), entry);
}); // prettier-ignore

test("a name that stands for the machine itself or for a cable's address is not asked, unless the operator has named the machine", () => {
  const [office, own] = [{ name: "data.edu.gov.cn" }, { name: "127.0.0.1" }];
  for (const address of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "0.0.0.0", "169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "224.0.0.1", "::"])
    assert.equal(mayAsk(office, address), false, address);
  for (const address of ["10.1.2.3", "192.168.1.4", "203.0.113.9", "2001:db8::9"]) assert.ok(mayAsk(office, address), address);
  assert.deepEqual([mayAsk(own, "127.0.0.1"), mayAsk(own, "169.254.169.254")], [true, false]);
}); // prettier-ignore

test("rows of JSON are the file that would have been uploaded, with each digit of a number", () => {
  const answer = `\ufeff{"code":0,"data":{"rows":[{"姓名":"陈\\"小\\",怡","身份证号":445281201305063114},{"姓名":"林\\n杰","在读":true,"备注":null}]}}`;
  assert.equal(csvOfJson(answer, "data.rows"), '"姓名","身份证号","在读","备注"\r\n"陈""小"",怡","445281201305063114","",""\r\n"林\n杰","","是",""\r\n'); // prettier-ignore
  assert.equal(csvOfJson('[{"a":1.50}]', ""), '"a"\r\n"1.50"\r\n');
  assert.throws(() => csvOfJson("<html>", ""), refused("source_not_json"));
  assert.throws(() => csvOfJson("[]", ""), refused("source_empty"));
  for (const [text, at] of [["{}", "data"], ['{"data":{}}', "data"], ['[["a"]]', ""], ['[{"a":{}}]', ""], ['{"data":[]}', "__proto__"]] as const)
    assert.throws(() => csvOfJson(text, at), refused("source_rows_wrong"), text);
}); // prettier-ignore

test("a header that belongs to the connection is none for a key; each month has its day", () => {
  const source = { url: "https://a.gov.cn/x", form: "json", dayOfMonth: 5, active: true };
  const isFit = (header: string, key = "abc"): boolean => SaveSource.safeParse({ ...source, header, key }).success;
  assert.deepEqual(["X-Api-Key", "Authorization"].map((name) => isFit(name)), [true, true]); // prettier-ignore
  for (const name of ["Host", "content-length", "Transfer-Encoding", "Cookie", "x y", "a:b", ""]) assert.equal(isFit(name), false, name);
  assert.deepEqual(["Bearer abc", "a\r\nb: c", "密钥"].map((key) => isFit("X-Key", key)), [true, false, false]); // prettier-ignore
  assert.deepEqual([nextOn("2026-11-04", 5), nextOn("2026-11-05", 5), nextOn("2026-12-28", 28)], ["2026-11-05", "2026-12-05", "2027-01-28"]); // prettier-ignore
}); // prettier-ignore
