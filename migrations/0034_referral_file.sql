-- What waits for a department, as a workbook for those who work offline: kept by the server as long as a list is.
insert into export_term (kind, minutes) values ('referral', 120);
