-- Reports from the public page (docs/decisions/0047-public-page.md): by what number and secret are known by together, a
-- keyed digest of both. Neither can be read from it; who has both finds how far the report has come, in whatever county.
alter table concern_item add column receipt text;
create index concern_item_receipt on concern_item (receipt) where receipt is not null;
