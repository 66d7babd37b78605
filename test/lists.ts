import type { FastifyInstance } from "fastify";
import { setTimeout as pause } from "node:timers/promises";
import { certificate } from "#capabilities/demo/numbers.ts";
import type { ListShown } from "#capabilities/comparison/words.ts";
import * as registry from "#capabilities/registry/index.ts";
import type { disabilityOrder } from "#kernel/idNumber.ts";
import { checkCharacter } from "#kernel/idNumber.ts";
import { type Id, newId } from "#kernel/id.ts";
import type { Browser } from "./accounts.ts";
import { type Cast, leftBehind, places } from "./cast.ts";

/* Small departments' lists and the children that they are about. */

/** A number that passes its check: of 普宁, a day and a place in its order. */
export function idNumber(birth: string, order: number): string {
  const head = `445281${birth.replaceAll("-", "")}${String(order).padStart(3, "0")}`;
  return head + checkCharacter(head);
}

export interface ListedChild {
  readonly childId: Id;
  readonly name: string;
  readonly birth: string;
  readonly id: string;
  readonly guardian: string;
  readonly phone: string;
  readonly village: string;
}

const names = "陈嘉怡 林俊杰 黄梓涵 张雨桐 李思远 王浩然 刘欣妍 蔡明轩 郑诗琪 许子豪 吴佳慧 罗文博 杨若溪 朱天佑 周婉清 徐志远 孙晓彤 马俊熙 何雅静 郭宇航 曾柏霖 谢雨欣 邓家乐 彭思琪".split(" "); // prettier-ignore
const guardians = "陈秀英 林玉兰 黄桂珍 张惠卿 李美娟 王淑贞 刘月娥 蔡巧云 郑素芬 许丽华 吴金凤 罗彩霞 杨春梅 朱秋菊 周桂香 徐爱莲 孙玉珍 马丽娟 何碧霞 郭秀珍 曾惠兰 谢玉英 邓美玲 彭秀兰".split(" "); // prettier-ignore

/** So many children of one village; `facts` says more of the n-th. */
export async function registerChildren(
  people: Cast,
  count: number,
  facts: (n: number, id: string) => Readonly<Record<string, unknown>> = () => ({}),
  village: string = places.eastVillage,
): Promise<ListedChild[]> {
  const world = { ...people.tonghu.ground, journal: people.tonghu.journal };
  const actor = village === places.eastVillage ? people.eastDirector : people.southDirector;
  const children: ListedChild[] = [];
  for (let n = 0; n < count; n++) {
    const birth = `20${String(10 + (n % 8))}-0${(n % 9) + 1}-1${n % 10}`;
    const id = idNumber(birth, 2 * n + 2);
    const child = { childId: newId(), name: names[n] ?? `陈${n}`, birth, id, guardian: guardians[n] ?? `林${n}`, phone: `1381234${String(5000 + 37 * n)}`, village }; // prettier-ignore
    const known = {
      ...leftBehind, name: child.name, birthDate: birth, idNumber: id, "guardian.name": child.guardian, "guardian.phone": child.phone, ...facts(n, id),
    }; // prettier-ignore
    await registry.register(world, actor, {
      id: newId(), childId: child.childId, area: village, source: "registration", facts: known,
    }); // prettier-ignore
    children.push(child);
  }
  return children;
}

export const disabled = (id: string, kind: (typeof disabilityOrder)[number], level: number) => ({
  "disability.kind": kind,
  "disability.level": level,
  "disability.certificate": certificate(id, kind, level),
});

export const heads = ["姓名", "身份证号", "监护人", "联系电话", "残疾类别", "残疾等级", "残疾人证号"];

/** A list of the federation's, as a file. */
export const csvOf = (rows: readonly (readonly string[])[], head: readonly string[] = heads): string =>
  `${[head, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;

/** Each line that was read is one of these. */
export const sumOf = ({ refused, adults, matched, review, strangers }: ListShown): number =>
  refused + adults + matched + review + (strangers ?? Number.NaN);

const BOUNDARY = "list";

/** Uploads a file as somebody who is signed in. */
export async function uploadList(
  app: FastifyInstance,
  at: Browser,
  asked: { readonly kind: string; readonly day: string; readonly area?: string },
  content: string | Buffer,
  name = "名单.csv",
): Promise<{ status: number; code: string; list: ListShown }> {
  const query = new URLSearchParams(asked);
  const payload = Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
  const answer = await app.inject({
    method: "POST",
    url: `/api/comparison/lists?${query.toString()}`,
    payload,
    headers: {
      cookie: [...at.jar].map(([key, value]) => `${key}=${value}`).join("; "),
      "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
    },
  });
  const body = answer.json<ListShown & { code?: string }>();
  return { status: answer.statusCode, code: body.code ?? "", list: body };
}

/** The list once its comparison has ended. */
export async function endedList(at: Browser, id: string): Promise<ListShown> {
  for (let n = 0; n < 2400; n++) {
    const { list } = (await at.get(`/api/comparison/lists/${id}`)).body as { list: ListShown };
    if (list.status !== "running") return list;
    await pause(50);
  }
  throw new Error("the comparison did not end");
}

let table: Map<string, number> | undefined;

/** Node decodes GB18030 but does not encode it: the two-byte part of its table turned round, and one character of four. */
export function gb18030(text: string): Buffer {
  const decoder = new TextDecoder("gb18030");
  if (!table) {
    table = new Map();
    for (let high = 0x81; high <= 0xfe; high++)
      for (let low = 0x40; low <= 0xfe; low++)
        if (low !== 0x7f) table.set(decoder.decode(Buffer.from([high, low])), (high << 8) | low);
  }
  const bytes = [...text].flatMap((character) => {
    if (character === "𠮷") return [0x95, 0x34, 0xb2, 0x35];
    const code = character < "\u0080" ? undefined : table?.get(character);
    return code === undefined ? [character.charCodeAt(0)] : [code >> 8, code & 0xff];
  });
  const encoded = Buffer.from(bytes);
  if (decoder.decode(encoded) !== text) throw new Error("gb18030: not a text of its table");
  return encoded;
}
