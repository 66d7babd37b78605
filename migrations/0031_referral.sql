-- Referrals to departments (粤民发〔2024〕32号 四(二); docs/decisions/0036): a view of the journal, without anybody's name and
-- without what was sent, which stays in the sealed file.
create table referral_item (
  county     text    not null collate "C",
  child_id   uuid    not null,
  no         integer not null,
  area       text    not null collate "C",
  -- Whose department it was sent to; the child may move, and what was sent does not go to another place's department by it.
  to_area    text    not null collate "C",
  department text    not null,
  route      text    not null,
  title      text    not null,
  urgent     boolean not null,
  stage      text    not null,
  -- Whose turn it is: department, house, none.
  waits      text    not null check (waits in ('department', 'house', 'none')),
  sent_on    date    not null,
  since      date    not null,
  due        date,
  remind_on  date,
  climbs_on  date,
  ended_on   date,
  outcome    text,
  primary key (county, child_id, no)
);
create index referral_item_open on referral_item (area, sent_on) where ended_on is null;
create index referral_item_ended on referral_item (area, sent_on) where ended_on is not null;
create index referral_item_department on referral_item (department, to_area, sent_on);

alter table referral_item enable row level security;
create policy referral_item_scope on referral_item
  using (area >= nullif(current_setting('app.area_lo', true), '') and area < nullif(current_setting('app.area_hi', true), ''));
-- A department's officer sees what was sent to this department in this area, and what was taken back no more.
create policy referral_item_department on referral_item for select
  using (stage <> 'withdrawn' and department = nullif(current_setting('app.department', true), '')
    and to_area >= nullif(current_setting('app.department_lo', true), '') and to_area < nullif(current_setting('app.department_hi', true), ''));

grant select, insert, update, delete on referral_item to tonghu_app;
