create type checkout_audience as enum ('share', 'staff', 'nobody');

create table switch (
  name text not null,
  is_on boolean not null default true,
  audience checkout_audience,
  percent integer,
  message text not null default '',
  changed_at timestamptz(3),
  changed_by text,
  reason text,
  version integer not null default 1,
  constraint switch_pkey primary key (name),
  constraint switch_name_check check (name in (
    'new_checkouts', 'reservations', 'discounts', 'hosted_checkout', 'provisional_orders', 'webhook_processing',
    'background_sync', 'automatic_refunds')),
  constraint switch_audience_check check ((audience is not null) = (name = 'new_checkouts' and not is_on)),
  constraint switch_percent_check check ((percent is not null) = (audience is not null and audience = 'share')),
  constraint switch_percent_range check (percent between 1 and 99),
  constraint switch_message_check check (message = '' or name = 'new_checkouts')
);

-- Reservations move here from the settings, as they were set. Their column stays for processes that run while others are updated.
insert into switch (name, is_on)
select name, name <> 'reservations' or (select reserves_stock from shop_settings)
from unnest(array['new_checkouts', 'reservations', 'discounts', 'hosted_checkout', 'provisional_orders',
  'webhook_processing', 'background_sync', 'automatic_refunds']) name;

create trigger switch_moves_settings after insert or update or delete or truncate on switch
  for each statement execute function move_settings_version();

alter table refund add column approved_by text;
