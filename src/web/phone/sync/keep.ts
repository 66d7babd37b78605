import { again, carry, emptyOutbox, giveUp, isPassedOn, lost, type Outbox, put, settle, take, takeBack, unsent } from "#engines/outbox/outbox.ts"; // prettier-ignore
import type { KeptFile, SentAnswer, Village } from "#capabilities/sync/words.ts";
import type { Day } from "#kernel/day.ts";
import { begunWith } from "./begun.ts";
import { boxFor } from "./box.ts";
import { dropStrayFiles, fileGone } from "./files.ts";
import { afterAnswer, askedBack, type Done, doneOf, doneToday, outlived, worthKeeping } from "./done.ts";
import { carriable, carriedTo, refusedRegistration, type Target } from "./carried.ts";
import { type Change, write } from "./database.ts";
import { boxOf, type Content, type Decided, type Files, isOver, type Kept, nameOf, nextNo, openingOf, plain, type Question, splitName, type Standing, stateOf, todayBy, toldIn, type VillageShown } from "./kept.ts"; // prettier-ignore
import { shownOf } from "./parts.ts";
import { openStore } from "./opening.ts";
import { seal } from "./vault.ts";

const words = { again, never: giveUp, back: takeBack } as const;
type Draft = Readonly<Record<string, unknown>>;

/**
 * What the phone keeps, opened: the disk first, then the memory, then whoever watches. There is one of it at a time; it
 * holds the lock of the store (open.ts).
 */
export class Keep {
  #box: Outbox = emptyOutbox;
  readonly #key: CryptoKey;
  readonly #rows = new Map<string, Kept>();
  readonly #files = new Map<string, KeptFile>();
  readonly #questions = new Map<string, Question>();
  readonly #drafts = new Map<string, unknown>();
  readonly #done = new Map<string, Content>();
  /** Attachments of which the server holds all bytes, as far as this program knows: it asks again when it starts anew. */
  readonly #uploaded = new Set<string>();
  /** Taken back, until the disk has it: no batch takes them meanwhile, and they are there still where it fails. */
  readonly #leaving = new Set<string>();
  #damaged = 0;
  #standing: Standing | undefined;
  #village: VillageShown | undefined;
  readonly #watchers = new Set<() => void>();
  /** Writes go one after another: the order of a device is the order of its rows. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  /** Everything that was kept, opened with the key. What was under way when the program ended is unsent again. */
  static async open(key: CryptoKey): Promise<Keep> {
    const keep = new Keep(key);
    const { copies, rows, damaged, whole } = await openStore(key);
    for (const [name, value] of copies) keep.#take(name, value);
    for (const row of rows) keep.#rows.set(row.id, row);
    keep.#damaged = damaged;
    keep.#box = boxOf(rows);
    // a command that does not open may have photos of its own
    if (whole) await dropStrayFiles(rows, [...keep.#drafts.values()]);
    return keep;
  }

  #take(name: string, value: unknown): void {
    const [kind, id] = splitName(name);
    if (kind === "standing") this.#standing = value as Standing;
    else if (kind === "village") this.#village = value as VillageShown;
    else if (kind === "file") this.#files.set(id, value as KeptFile);
    else if (kind === "question") this.#questions.set(id, value as Question);
    else if (kind === "draft") this.#drafts.set(id, value);
    else if (kind === "done") this.#done.set(id, value as Content);
  }

  get standing(): Standing | undefined {
    return this.#standing;
  }
  get village(): VillageShown | undefined {
    return this.#village;
  }
  get files(): Files {
    return this.#files;
  }
  get questions(): readonly Question[] {
    return [...this.#questions.values()];
  }
  /** 今天已做 (done.ts). */
  get doneToday(): readonly Done[] {
    return doneToday(this.#done, this.commands, this.today(), this.#village?.ahead ?? 0);
  }
  /** In order; with those that arrived and whose file has not come yet. */
  get commands(): readonly Kept[] {
    return [...this.#rows.values()];
  }
  /** How many things the server has not confirmed: questions are the person's to answer and count apart. */
  get unsent(): number {
    return unsent(this.#box);
  }

  /** Commands that do not open any more. They stay: the box for the server in each goes out when the phone takes its leave. */
  get damaged(): number {
    return this.#damaged;
  }

  /** The day in China, by the phone's clock as the last meeting corrected it. */
  today(): Day {
    return todayBy(this.#village, Date.now());
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** One step after another; what a step throws is its caller's, and holds up nobody behind it. */
  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(step, step);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #sealed(kind: string, id: string, value: unknown): Promise<Change> {
    const name = nameOf(kind, id);
    return { store: "sealed", key: name, value: await seal(this.#key, name, value) };
  }

  async #row({ id, content, ...row }: Kept): Promise<Change> {
    return { store: "outbox", key: id, value: { ...row, sealed: await seal(this.#key, id, content) } };
  }

  /** Keeps commands until the server has answered for each: all of them or none. Errors: QuotaExceededError. */
  add(decided: readonly Decided[]): Promise<void> {
    return this.#inTurn(async () => {
      const first = nextNo(this.#box, this.commands);
      const rows: Kept[] = [];
      for (const { id, content, urgent, needs = [] } of decided.filter((one) => !this.#rows.has(one.id))) {
        const all = [...needs, ...openingOf(this.commands, content)];
        const row = { id, no: first + rows.length, needs: all, content, ...(urgent && { urgent }) };
        rows.push(await this.#boxed({ ...row, state: "queued" }));
      }
      await write(await Promise.all(rows.map((row) => this.#row(row))));
      // onto the box as it is by now: a batch may have been taken, or lost, while the disk was written
      for (const row of rows) {
        this.#box = put({ ...this.#box, next: row.no }, row);
        this.#rows.set(row.id, row);
      }
      this.#tell();
    });
  }

  /** The next commands to send, in order. */
  take(most: number): readonly Kept[] {
    const unready = this.#withFiles().filter(({ id }) => !this.#uploaded.has(id));
    const { box, batch } = take(this.#box, most, new Set([...this.#leaving, ...unready.map(({ id }) => id)]));
    this.#box = box;
    return batch.flatMap(({ id }) => this.#rows.get(id) ?? []);
  }

  #withFiles = (): Kept[] => this.commands.filter((row) => row.content.file !== undefined && row.state === "queued");

  /** The next attachment whose bytes have to go out; what it belongs to has arrived. */
  nextFile(): Kept | undefined {
    const here = new Set(this.#box.items.flatMap((item) => (isPassedOn(item) ? [] : item.id)));
    const free = this.#withFiles().filter(({ id, needs }) => !this.#uploaded.has(id) && !this.#leaving.has(id) && !needs.some((one) => here.has(one))); // prettier-ignore
    return free.find(({ urgent }) => urgent) ?? free[0];
  }

  /** The server has all that it will get of an attachment: its command may go, and is told whether that is enough. */
  uploaded(id: string): void {
    this.#uploaded.add(id);
  }

  /** Nobody knows whether what was under way arrived. */
  lost(): void {
    this.#box = lost(this.#box);
  }

  /** Takes the server's answers: on the disk before anything leaves the outbox. */
  settle(answers: readonly SentAnswer[]): Promise<void> {
    return this.#inTurn(async () => {
      const box = settle(this.#box, answers);
      const rows = answers.flatMap((answer) => afterAnswer(this.#rows.get(answer.id), answer, box));
      const questions = answers.flatMap((answer) => askedBack(this.#rows.get(answer.id), answer));
      const done = worthKeeping(rows, this.today(), this.#village?.ahead ?? 0);
      const writes = [
        ...rows.map((row) => this.#row(row)),
        ...done.map(({ id, content }) => this.#sealed("done", id, doneOf(content))),
        ...questions.map((one) => this.#sealed("question", one.id, one)),
      ];
      const gone = rows.filter((row) => row.state === "arrived").map(({ id }) => fileGone(id));
      const told = toldIn(rows);
      await write([...(await Promise.all(writes)), ...gone, ...told.map((id) => ({ store: "outbox", key: id }) as const)]); // prettier-ignore
      this.#box = box;
      for (const row of rows) this.#rows.set(row.id, row);
      for (const { id, content } of done) this.#done.set(id, doneOf(content));
      for (const id of told) this.#rows.delete(id);
      for (const one of questions) this.#questions.set(one.id, one);
      this.#tell();
    });
  }

  /** A person's word on a command: a refused one once more under the same id, or never; one that waits is taken back. */
  decide(id: string, word: keyof typeof words): Promise<void> {
    this.#leaving.add(id);
    return this.#inTurn(() => this.#decided(id, words[word])).finally(() => this.#leaving.delete(id));
  }

  async #decided(id: string, word: (typeof words)[keyof typeof words]): Promise<void> {
    const box = word(this.#box, id);
    const changed = box.items.filter((item) => !this.#box.items.includes(item));
    const rowOf = (item: (typeof changed)[number], row = this.#rows.get(item.id)) => row ? [{ ...plain(row), ...stateOf(item) }] : []; // prettier-ignore
    const rows = changed.flatMap((item) => rowOf(item));
    const gone = box.items.some((item) => item.id === id) ? [] : [{ store: "outbox", key: id } as const, fileGone(id)];
    await write([...(await Promise.all(rows.map((row) => this.#row(row)))), ...gone]);
    this.#box = word(this.#box, id);
    this.#uploaded.delete(id);
    for (const row of rows) this.#rows.set(row.id, row);
    if (gone.length > 0) this.#rows.delete(id);
    this.#tell();
  }

  /** What waits on a child whose registration was refused, or was given up, goes to the file that it has (carried.ts). */
  carry(childId: string, to: Target): Promise<void> {
    return this.#inTurn(async () => {
      const gone = refusedRegistration(this.commands, childId)?.id ?? "";
      const carried = carriable(this.commands, childId).map((row) => carriedTo(row, childId, to, [gone]));
      const rows = await Promise.all(carried.map((row) => this.#boxed(row)));
      await write([...(await Promise.all(rows.map((row) => this.#row(row)))), { store: "outbox", key: gone }]);
      this.#box = carry(this.#box, gone, rows.map(({ id }) => id)); // prettier-ignore
      for (const row of rows) this.#rows.set(row.id, row);
      this.#rows.delete(gone);
      this.#tell();
    });
  }

  async #boxed({ box: _box, ...row }: Kept): Promise<Kept> {
    const server = this.#village?.key;
    return server === undefined ? row : { ...row, box: await boxFor(server, row.id, row.needs, row.content) };
  }

  answered(questionId: string): Promise<void> {
    return this.#inTurn(async () => {
      await write([{ store: "sealed", key: nameOf("question", questionId) }]);
      this.#questions.delete(questionId);
      this.#tell();
    });
  }

  /** Takes what the server said of the village; commands whose file has come with them are shown by it from now on. */
  learn(village: Village, phoneNow: number): Promise<void> {
    return this.#inTurn(async () => {
      const { files, gone } = village;
      const shown = shownOf(village, this.#village, phoneNow);
      const seqs = new Map(files.map((file) => [file.childId, file.seq]));
      const heldOf = (id: string): number | undefined => seqs.get(id) ?? this.#files.get(id)?.seq;
      const over = this.commands.filter((row) => isOver(row, heldOf(row.content.childId), gone)).map(({ id }) => id);
      const past = outlived(this.#done, todayBy(shown, phoneNow), shown.ahead, gone);
      await write([
        ...(await Promise.all(files.map((file) => this.#sealed("file", file.childId, file)))),
        ...gone.map((id) => ({ store: "sealed", key: nameOf("file", id) }) as const),
        ...over.map((id) => ({ store: "outbox", key: id }) as const),
        ...past.map((id) => ({ store: "sealed", key: nameOf("done", id) }) as const),
        await this.#sealed("village", "", shown),
      ]);
      for (const file of files) this.#files.set(file.childId, file);
      for (const id of gone) this.#files.delete(id);
      for (const id of over) this.#rows.delete(id);
      for (const id of past) this.#done.delete(id);
      this.#village = shown;
      this.#tell();
    });
  }

  stand(standing: Standing): Promise<void> {
    return this.#inTurn(async () => {
      await write([await this.#sealed("standing", "", standing)]);
      this.#standing = standing;
      this.#tell();
    });
  }

  draft(name: string): unknown {
    return this.#drafts.get(name);
  }

  /** A half-filled form, at each field. Errors: QuotaExceededError. */
  keepDraft(name: string, draft: Draft | undefined): Promise<void> {
    if (draft === undefined) this.#drafts.delete(name);
    else this.#drafts.set(name, draft);
    return this.#inTurn(async () => {
      if (this.#drafts.get(name) !== draft) return; // a later one is on its way
      const gone = { store: "sealed", key: nameOf("draft", name) } as const;
      const change = draft === undefined ? gone : await this.#sealed("draft", name, draft);
      await write([change, ...(await begunWith(this, name, draft))]);
    });
  }
}
