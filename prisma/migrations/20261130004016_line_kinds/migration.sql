-- Files that are downloaded. No row has the kind yet, so it may be added in a transaction.
alter type product_kind add value 'digital';

-- A line is one variant; of a bookable service, one variant at one start. Lines without a start are still one for each variant.
alter table cart_line add column starts_at timestamptz(3);
alter table checkout_line add column starts_at timestamptz(3);
alter table order_line add column starts_at timestamptz(3);

drop index cart_line_cart_id_variant_id_key;
drop index checkout_line_checkout_id_variant_id_key;
drop index order_line_order_id_variant_id_key;

create unique index cart_line_cart_id_variant_id_starts_at_key
  on cart_line (cart_id, variant_id, starts_at) nulls not distinct;
create unique index checkout_line_checkout_id_variant_id_starts_at_key
  on checkout_line (checkout_id, variant_id, starts_at) nulls not distinct;
create unique index order_line_order_id_variant_id_starts_at_key
  on order_line (order_id, variant_id, starts_at) nulls not distinct;

-- Whether stock limits a variant, and whether it did when a line was bought. Everything that exists is physical: it does.
alter table variant add column tracks_stock boolean not null default true;
alter table checkout_line add column tracks_stock boolean not null default true;
alter table order_line add column tracks_stock boolean not null default true;
