-- What a former phone gave up names its child, so that erasing a child's file reaches it (个人信息保护法 47); and once the
-- village's director has decided, what was in it is in the child's file or is not wanted: nothing of it stays here.
alter table sync_salvage add column child_id uuid;
alter table sync_salvage alter column sealed drop not null;
update sync_salvage set sealed = null where outcome is not null;
alter table sync_salvage add check ((outcome is null) = (sealed is not null));
create index sync_salvage_child on sync_salvage (child_id) where child_id is not null;
grant update (sealed) on sync_salvage to tonghu_app;
