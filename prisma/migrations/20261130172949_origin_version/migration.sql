-- Whoever sets the country that goods are sent from says which one they have seen.
alter table shipping_settings add column origin_version integer not null default 1;
