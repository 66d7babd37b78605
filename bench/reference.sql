-- Tables of bench/reference.ts: as few columns and indexes as its answers need.
create schema reference;
create table reference.session (
  digest text primary key, person_id uuid not null, area text not null collate "C", expires_at timestamptz not null
);
create table reference.child (
  id uuid primary key, area text not null collate "C", name text not null, birth_date date not null, facts jsonb not null, made_at timestamptz not null
);
create index child_area on reference.child (area);
create table reference.visit (
  id uuid primary key, child_id uuid not null, area text not null collate "C", kind text not null, note text not null, spoke_with text not null,
  visitor_id uuid not null, at timestamptz not null
);
create index visit_child on reference.visit (child_id, at);
create table reference.audit (
  no bigint generated always as identity primary key, person_id uuid not null, action text not null, subject uuid not null, at timestamptz not null
);
create table reference.line as
  select county, child_id, area, open, ''::text as name, sex, birth_date::text, level, rank, served, ledgers, categories, kinds, grounds, suspected, unknown,
    panel, proposed, ''::text as guardian, last_home::text, last_contact::text, home_due::text, contact_due::text, due_on, from_day::text as since, policy_ref
  from caselist where false;
create index line_due on reference.line (area, due_on);
create index line_rank on reference.line (county, rank, child_id);
