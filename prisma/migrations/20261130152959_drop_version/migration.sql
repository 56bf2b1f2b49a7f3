-- Whoever saves a drop's settings says which ones they have seen.
alter table "drop" add column version integer not null default 1;
