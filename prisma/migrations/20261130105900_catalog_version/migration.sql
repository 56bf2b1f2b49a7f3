-- CreateTable
CREATE TABLE "catalog_version" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "catalog_version_pkey" PRIMARY KEY ("id")
);

alter table catalog_version add constraint catalog_version_is_one_row check (id = 1);
insert into catalog_version default values;

-- ── Whoever changes what the catalogue shows changes its version, in the same transaction ───────

-- At the end of the transaction, so that nobody waits for the row with other locks in hand, and once in each.
create function move_catalog_version() returns trigger language plpgsql as $$
begin
  if current_setting('dualtrack.moved_catalog', true) is distinct from pg_current_xact_id()::text then
    update catalog_version set version = gen_random_uuid();
    perform set_config('dualtrack.moved_catalog', pg_current_xact_id()::text, true);
  end if;
  return null;
end $$;

-- Not stock: it changes with each reservation, which must not wait for one row. It is read anew for each answer.
do $$
declare
  shown text;
begin
  foreach shown in array array[
    'product', 'variant', 'price', 'product_picture', 'picture_file', 'variant_file', 'product_licence',
    'product_preview', 'category', 'product_category', 'currency_settings', 'offered_currency', 'exchange_rate',
    'shipping_settings', 'shipping_zone', 'shipping_area', 'shipping_method', 'shipping_rate', 'shipping_rate_band'
  ] loop
    execute format(
      'create constraint trigger %I after insert or update or delete on %I
         deferrable initially deferred for each row execute function move_catalog_version()',
      shown || '_moves_catalog', shown);
    execute format(
      'create trigger %I after truncate on %I for each statement execute function move_catalog_version()',
      shown || '_emptied_moves_catalog', shown);
  end loop;
end $$;
