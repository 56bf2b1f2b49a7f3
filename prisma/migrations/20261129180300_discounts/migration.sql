-- CreateEnum
CREATE TYPE "discount_kind" AS ENUM ('percent', 'amount', 'free_shipping', 'buy_x_get_y');

-- CreateEnum
CREATE TYPE "discount_use_state" AS ENUM ('reserved', 'committed', 'released', 'returned');

-- CreateTable
CREATE TABLE "discount" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "discount_kind" NOT NULL,
    "percent_bps" INTEGER,
    "buy_quantity" INTEGER,
    "get_quantity" INTEGER,
    "is_automatic" BOOLEAN NOT NULL DEFAULT false,
    "is_combinable" BOOLEAN NOT NULL DEFAULT false,
    "is_on_all_products" BOOLEAN NOT NULL DEFAULT true,
    "countries" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "is_first_order_only" BOOLEAN NOT NULL DEFAULT false,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "max_uses" INTEGER,
    "max_uses_per_customer" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discount_amount" (
    "discount_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount" INTEGER,
    "min_subtotal_amount" INTEGER,

    CONSTRAINT "discount_amount_pkey" PRIMARY KEY ("discount_id","currency")
);

-- CreateTable
CREATE TABLE "discount_product" (
    "discount_id" UUID NOT NULL,
    "product_id" UUID NOT NULL,

    CONSTRAINT "discount_product_pkey" PRIMARY KEY ("discount_id","product_id")
);

-- CreateTable
CREATE TABLE "discount_code" (
    "id" UUID NOT NULL,
    "discount_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "request_id" UUID,
    "max_uses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discount_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discount_use" (
    "checkout_id" UUID NOT NULL,
    "discount_id" UUID NOT NULL,
    "code_id" UUID,
    "state" "discount_use_state" NOT NULL DEFAULT 'reserved',
    "reserved_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "discount_use_pkey" PRIMARY KEY ("checkout_id","discount_id")
);

-- CreateIndex
CREATE INDEX "discount_is_automatic_idx" ON "discount"("is_automatic");

-- CreateIndex
CREATE INDEX "discount_product_product_id_idx" ON "discount_product"("product_id");

-- CreateIndex
CREATE UNIQUE INDEX "discount_code_code_key" ON "discount_code"("code");

-- CreateIndex
CREATE INDEX "discount_code_discount_id_created_at_idx" ON "discount_code"("discount_id", "created_at");

-- CreateIndex
CREATE INDEX "discount_code_request_id_idx" ON "discount_code"("request_id");

-- CreateIndex
CREATE INDEX "discount_use_discount_id_idx" ON "discount_use"("discount_id");

-- CreateIndex
CREATE INDEX "discount_use_code_id_idx" ON "discount_use"("code_id");

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN "customer_key" TEXT;

-- AlterTable
ALTER TABLE "payment" ADD COLUMN "method_fingerprint" TEXT;

-- AlterTable
ALTER TABLE "cart" ADD COLUMN "discount_codes" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateIndex
CREATE INDEX "checkout_customer_key_idx" ON "checkout"("customer_key");

-- CreateIndex
CREATE INDEX "payment_method_fingerprint_idx" ON "payment"("method_fingerprint");

-- AddForeignKey
ALTER TABLE "discount_amount" ADD CONSTRAINT "discount_amount_discount_id_fkey" FOREIGN KEY ("discount_id") REFERENCES "discount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount_product" ADD CONSTRAINT "discount_product_discount_id_fkey" FOREIGN KEY ("discount_id") REFERENCES "discount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount_product" ADD CONSTRAINT "discount_product_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount_code" ADD CONSTRAINT "discount_code_discount_id_fkey" FOREIGN KEY ("discount_id") REFERENCES "discount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount_use" ADD CONSTRAINT "discount_use_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount_use" ADD CONSTRAINT "discount_use_discount_id_fkey" FOREIGN KEY ("discount_id") REFERENCES "discount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "discount_use" ADD CONSTRAINT "discount_use_code_id_fkey" FOREIGN KEY ("code_id") REFERENCES "discount_code"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── Written by hand: what Prisma's schema language can't say ────────────────────────────────────

alter table discount
  add constraint discount_percent_check check (
    case when kind in ('percent', 'buy_x_get_y') then coalesce(percent_bps between 1 and 10000, false)
      else percent_bps is null end),
  add constraint discount_groups_check check (
    case when kind = 'buy_x_get_y' then coalesce(buy_quantity > 0 and get_quantity > 0, false)
      else buy_quantity is null and get_quantity is null end),
  add constraint discount_period_check check (ends_at > starts_at),
  add constraint discount_uses_check check (uses >= 0 and (max_uses is null or (max_uses > 0 and uses <= max_uses))),
  add constraint discount_customer_check check (max_uses_per_customer > 0);
alter table discount_amount
  add constraint discount_amount_positive_check check (coalesce(amount, 1) > 0 and coalesce(min_subtotal_amount, 1) > 0);
alter table discount_code
  add constraint discount_code_written_check check (code = upper(code) and code !~ '\s' and code <> ''),
  add constraint discount_code_uses_check check (uses >= 0 and (max_uses is null or (max_uses > 0 and uses <= max_uses)));
alter table discount_use
  add constraint discount_use_ended_check check ((ended_at is null) = (state = 'reserved'));

-- ── Limits ──────────────────────────────────────────────────────────────────────────────────────

-- Uses of a discount or code with a limit are counted in its row, which the checks above keep within it. One without a
-- limit is not counted, so that a crowd does not wait for one row.
create function count_discount_use() returns trigger language plpgsql as $$
declare
  gained discount_use;
  lost discount_use;
begin
  if tg_op <> 'INSERT' and old.state in ('reserved', 'committed') then lost := old; end if;
  if tg_op <> 'DELETE' and new.state in ('reserved', 'committed') then gained := new; end if;
  if gained.discount_id is distinct from lost.discount_id then
    update discount set uses = uses - 1 where id = lost.discount_id and max_uses is not null;
    update discount set uses = uses + 1 where id = gained.discount_id and max_uses is not null;
  end if;
  if gained.code_id is distinct from lost.code_id then
    update discount_code set uses = uses - 1 where id = lost.code_id and max_uses is not null;
    update discount_code set uses = uses + 1 where id = gained.code_id and max_uses is not null;
  end if;
  return null;
end $$;
create trigger discount_use_counted after insert or update or delete on discount_use
  for each row execute function count_discount_use();

-- A limit that is set later begins with the uses so far. The caller has locked the row `for update`, which no checkout that
-- just takes a use can pass.
create function count_uses_so_far() returns trigger language plpgsql as $$
begin
  if new.max_uses is null then new.uses := 0;
  elsif old.max_uses is null then
    select count(*) into new.uses from discount_use u
      where u.state in ('reserved', 'committed')
        and case tg_table_name when 'discount' then u.discount_id else u.code_id end = new.id;
  end if;
  return new;
end $$;
create trigger discount_limit_set before update of max_uses on discount
  for each row execute function count_uses_so_far();
create trigger discount_code_limit_set before update of max_uses on discount_code
  for each row execute function count_uses_so_far();

-- Locks the limited ones of these discounts and codes, in the order of their keys.
create function lock_discount_limits(p_discount_ids uuid[], p_code_ids uuid[]) returns void language plpgsql as $$
begin
  perform from discount where id = any(p_discount_ids) and max_uses is not null order by id for no key update;
  perform from discount_code where id = any(p_code_ids) and max_uses is not null order by id for no key update;
end $$;

-- Reserves one use of each discount for the checkout, or nothing: answers those that are used up. A use that the checkout
-- has already is kept.
create function take_discount_uses(p_checkout_id uuid, p_uses jsonb, p_now timestamptz)
returns table (used_up_id uuid) language plpgsql as $$
begin
  perform lock_discount_limits(
    array(select (u->>'discountId')::uuid from jsonb_array_elements(p_uses) u),
    array(select (u->>'codeId')::uuid from jsonb_array_elements(p_uses) u where u->>'codeId' is not null));

  return query
    select w."discountId"
    from jsonb_to_recordset(p_uses) as w("discountId" uuid, "codeId" uuid)
    join discount d on d.id = w."discountId"
    left join discount_code c on c.id = w."codeId"
    left join discount_use u on u.checkout_id = p_checkout_id and u.discount_id = d.id
      and u.state in ('reserved', 'committed')
    where (u.discount_id is null and d.uses >= d.max_uses)
      or (u.code_id is distinct from c.id and c.uses >= c.max_uses);
  if found then return; end if;

  insert into discount_use (checkout_id, discount_id, code_id, reserved_at)
    select p_checkout_id, w."discountId", w."codeId", p_now
    from jsonb_to_recordset(p_uses) as w("discountId" uuid, "codeId" uuid)
    on conflict (checkout_id, discount_id) do update
      set state = 'reserved', code_id = excluded.code_id, reserved_at = excluded.reserved_at, ended_at = null
      where discount_use.state in ('released', 'returned') or discount_use.code_id is distinct from excluded.code_id;
end $$;

-- Commits the checkout's uses of these discounts; one whose reservation has ended is taken again. Answers false and changes
-- nothing if one of those is used up. Uses of other discounts are released. A second call changes nothing.
create function commit_discount_uses(p_checkout_id uuid, p_discount_ids uuid[], p_now timestamptz)
returns boolean language plpgsql as $$
begin
  perform lock_discount_limits(p_discount_ids, array(
    select u.code_id from discount_use u where u.checkout_id = p_checkout_id and u.discount_id = any(p_discount_ids)));

  if exists (
    select from discount_use u
    join discount d on d.id = u.discount_id
    left join discount_code c on c.id = u.code_id
    where u.checkout_id = p_checkout_id and u.discount_id = any(p_discount_ids) and u.state = 'released'
      and (d.uses >= d.max_uses or c.uses >= c.max_uses)
  ) then
    return false;
  end if;

  update discount_use set state = 'committed', ended_at = p_now
    where checkout_id = p_checkout_id and discount_id = any(p_discount_ids) and state in ('reserved', 'released');
  update discount_use set state = 'released', ended_at = p_now
    where checkout_id = p_checkout_id and discount_id <> all(p_discount_ids) and state = 'reserved';
  return true;
end $$;
