import type pg from "pg";

/** A connection inside a transaction: what stores and projections are handed. */
export type Queryable = Pick<pg.ClientBase, "query">;
