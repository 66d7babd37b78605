/*
 * The bare reference: what a careful programmer would write at the least, with node:http and pg alone. It has no
 * journal, no hash, no row security, no policy and no views; its tables are in bench/reference.sql.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { Pool, type PoolClient } from "pg";

const pool = new Pool({ connectionString: process.env["DATABASE_URL"], max: 20 });
const isId = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
const isText = (value: unknown, most: number): value is string => typeof value === "string" && value.length <= most;

interface Person {
  readonly id: string;
  readonly area: string;
}

async function personOf(request: IncomingMessage): Promise<Person | undefined> {
  const token = /tonghu_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
  const digest = createHash("sha256").update(token).digest("base64url");
  const found = "select person_id as id, area from reference.session where digest = $1 and expires_at > $2";
  return (await pool.query<Person>({ name: "session", text: found, values: [digest, new Date()] })).rows[0];
}

/** One row and one line of audit, in one transaction. */
async function store(
  person: Person,
  action: string,
  insert: (db: PoolClient) => Promise<unknown>,
  id: string,
): Promise<void> {
  const db = await pool.connect();
  try {
    await db.query("BEGIN");
    await insert(db);
    const audit = "insert into reference.audit (person_id, action, subject, at) values ($1, $2, $3, $4)";
    await db.query({ name: "audit", text: audit, values: [person.id, action, id, new Date()] });
    await db.query("COMMIT");
    db.release();
  } catch (thrown) {
    db.release(true);
    throw thrown;
  }
}

type Body = Record<string, unknown>;

async function child(person: Person, { childId, area, facts }: Body): Promise<object | undefined> {
  const { name, birthDate } = (facts ?? {}) as Body;
  const right = isId(childId) && isText(area, 12) && area.startsWith(person.area) && isText(name, 40) && name !== "";
  if (!right || !isText(birthDate, 10) || !/^\d{4}-\d\d-\d\d$/.test(birthDate)) return undefined;
  const insert =
    "insert into reference.child (id, area, name, birth_date, facts, made_at) values ($1, $2, $3, $4, $5, $6)";
  const values = [childId, area, name, birthDate, JSON.stringify(facts), new Date()];
  await store(person, "register", (db) => db.query({ name: "child", text: insert, values }), childId);
  return { childId };
}

async function visit(person: Person, { id, childId, kind, note, spokeWith }: Body): Promise<object | undefined> {
  if (!isId(id) || !isId(childId) || !isText(kind, 20) || !isText(note, 1000) || !isText(spokeWith, 40))
    return undefined;
  const insert =
    "insert into reference.visit (id, child_id, area, kind, note, spoke_with, visitor_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
  const values = [id, childId, person.area, kind, note, spokeWith, person.id, new Date()];
  await store(person, "visit", (db) => db.query({ name: "visit", text: insert, values }), id);
  return { id };
}

const due = "select * from reference.line where area = $1 and due_on <= $2 order by due_on, child_id limit 200";
const ledger = "select * from reference.line where county = $1 order by rank, child_id limit 50";

async function list(person: Person, path: string): Promise<object> {
  const until = new Date(Date.now() + 31 * 86_400_000);
  const query =
    path === "/due" ? { text: due, values: [person.area, until] } : { text: ledger, values: [person.area.slice(0, 6)] };
  return (await pool.query({ name: path, ...query })).rows;
}

async function answer(request: IncomingMessage): Promise<[number, object]> {
  const person = await personOf(request);
  if (!person) return [401, { code: "not_signed_in" }];
  const path = request.url ?? "";
  if (request.method === "GET") return [200, await list(person, path)];
  const body = JSON.parse(await text(request)) as Body;
  const stored = await (path === "/children" ? child(person, body) : visit(person, body));
  return stored ? [200, stored] : [400, { code: "invalid" }];
}

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const send = ([status, value]: readonly [number, object]): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };
  answer(request).then(send, (thrown: unknown) => send([500, { code: String(thrown) }]));
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`listening ${typeof address === "object" ? address?.port : ""}\n`);
});
