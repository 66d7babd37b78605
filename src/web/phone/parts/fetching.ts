/*
 * Files of pages. A browser keeps what an import came to, a failure too (Chromium, for as long as the page lives: whatwg/html
 * 6768): asked again it says the same without asking the network, and only a page that is loaded anew asks.
 */

/** What a page does that cannot have its file. */
export interface Around {
  /** Not where the phone itself knows of no network: a page that is loaded anew then may be none at all. */
  readonly isOnline: () => boolean;
  readonly reload: () => void;
}

const browser: Around = { isOnline: () => navigator.onLine, reload: () => location.reload() };

/** A file: fetched once, and then there at once. */
export class Fetched<Pages> {
  readonly #fetch: () => Promise<Pages>;
  readonly #around: Around;
  #hasFailed = false;
  here: Pages | undefined;

  constructor(fetch: () => Promise<Pages>, around = browser) {
    this.#fetch = fetch;
    this.#around = around;
  }

  async have(): Promise<Pages> {
    this.here ??= await this.#fetch();
    return this.here;
  }

  /**
   * For a person who waits for it: the first time that it fails is theirs to be told of, whatever was fetched ahead in vain;
   * at the second the page is loaded anew. Errors: as fetch.
   */
  async must(): Promise<Pages> {
    try {
      return await this.have();
    } catch (thrown) {
      if (this.#hasFailed && this.#around.isOnline()) this.#around.reload();
      this.#hasFailed = true;
      throw thrown;
    }
  }
}
