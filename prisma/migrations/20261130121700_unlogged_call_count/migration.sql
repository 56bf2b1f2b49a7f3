-- Counts of calls are worth nothing after a minute or a day: they need not survive a crash of PostgreSQL, so no call waits for the disk.
alter table call_count set unlogged;
