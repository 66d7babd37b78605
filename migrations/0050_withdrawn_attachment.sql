-- A picture that should not be there is withdrawn: its row goes in the transaction of the entry that says so
-- (attachment.withdrawn, concern.picture_withdrawn), and the journal keeps who, when and why. docs/decisions/0056-pictures-of-reports.md.
grant delete on attachment_file to tonghu_app;
