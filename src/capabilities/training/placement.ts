/** Where the tables live on a sharded server (databases.md, rule 1): a person's training file in one place, a session with its place. */
export const placement = { training_record: "key:person_id", training_session: "key:session_id" } as const;
