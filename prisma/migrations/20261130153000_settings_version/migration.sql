-- The version of what prices depend on becomes that of all that staff set for the whole shop: mails and invoices read that, too.
alter table price_version rename to settings_version;
alter table settings_version rename constraint price_version_pkey to settings_version_pkey;
alter table settings_version rename constraint price_version_is_one_row to settings_version_is_one_row;

alter function move_price_version() rename to move_settings_version;
create or replace function move_settings_version() returns trigger language plpgsql as $$
begin
  update settings_version set version = gen_random_uuid();
  return null;
end $$;

create trigger shop_settings_moves_settings after insert or update or delete or truncate on shop_settings
  for each statement execute function move_settings_version();
