-- An entry's body as the text that its hash was taken over: jsonb would take it apart and sort it at each write and put
-- it together again at each read, and nothing in the database looks into it.
alter table entry alter column body type json using body::json;
