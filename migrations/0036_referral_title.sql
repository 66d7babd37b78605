-- What a referral is about stands in the policy by its route: a dump must not say it in words beside a child.
alter table referral_item drop column title;
