-- Alerts and their answers in a chain of their own (docs/decisions/0029-alert-chain.md): each row carries a keyed digest
-- from its writer, and gets a link that holds that digest and the link before. As with looks, only the owner links.
alter table trace_alert add column digest text not null default '';
alter table trace_answer add column digest text not null default '';

create table trace_link (
  number    bigint      not null primary key check (number > 0),
  kind      text        not null check (kind in ('alert', 'answer')),
  alert_id  uuid        not null,
  row       text        not null,
  prev      text        not null,
  digest    text        not null,
  linked_at timestamptz not null,
  unique (kind, alert_id)
);

-- The last link, beside the last block: whoever makes the next one of either holds the row.
alter table trace_head add column link bigint not null default 0, add column link_digest text not null default repeat('0', 64);
