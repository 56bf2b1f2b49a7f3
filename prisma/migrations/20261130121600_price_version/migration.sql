-- CreateTable
CREATE TABLE "price_version" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "price_version_pkey" PRIMARY KEY ("id")
);

alter table price_version add constraint price_version_is_one_row check (id = 1);
insert into price_version default values;

-- ── Whoever changes what prices depend on changes their version, in the same transaction ────────

-- At once, not at the end of the transaction: what it reads after its own change must not be kept under the version from before.
create function move_price_version() returns trigger language plpgsql as $$
begin
  update price_version set version = gen_random_uuid();
  return null;
end $$;

do $$
declare
  priced text;
begin
  foreach priced in array array[
    'shipping_settings', 'shipping_zone', 'shipping_area', 'shipping_method', 'shipping_rate', 'shipping_rate_band',
    'tax_settings', 'tax_registration', 'tax_rate'
  ] loop
    execute format(
      'create trigger %I after insert or update or delete or truncate on %I
         for each statement execute function move_price_version()',
      priced || '_moves_prices', priced);
  end loop;
end $$;

-- Of discounts only whether there are automatic ones: their uses are counted elsewhere, and the rest is read when it is needed.
create trigger discount_moves_prices after insert or delete or truncate on discount
  for each statement execute function move_price_version();
create trigger discount_change_moves_prices after update of is_automatic, paused_at on discount
  for each statement execute function move_price_version();
