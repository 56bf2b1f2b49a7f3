-- AlterTable
ALTER TABLE "checkout_quote" ADD COLUMN     "shipping_tax_amount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "shipping_taxes" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "tax_behavior" "tax_behavior" NOT NULL DEFAULT 'inclusive';

-- AlterTable
ALTER TABLE "checkout_quote_line" ADD COLUMN     "taxes" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "shipping_tax_amount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tax_behavior" "tax_behavior" NOT NULL DEFAULT 'inclusive';

-- CreateTable
CREATE TABLE "order_tax" (
    "id" BIGSERIAL NOT NULL,
    "order_id" UUID NOT NULL,
    "position" INTEGER,
    "jurisdiction" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rate" INTEGER NOT NULL,
    "taxable_amount" INTEGER NOT NULL,
    "tax_amount" INTEGER NOT NULL,

    CONSTRAINT "order_tax_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "order_tax_order_id_idx" ON "order_tax"("order_id");

-- AddForeignKey
ALTER TABLE "order_tax" ADD CONSTRAINT "order_tax_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── Sums are what they say ──────────────────────────────────────────────────────────────────────

-- Nothing was taxed so far. From here on tax is a part of the total, or added to the prices.
create function tax_on_top(behavior tax_behavior, tax integer) returns integer language sql immutable as $$
  select case behavior when 'exclusive' then tax else 0 end
$$;

alter table checkout_quote drop constraint checkout_quote_total_check;
alter table checkout_quote add constraint checkout_quote_total_check check (
  total_amount = subtotal_amount - discount_amount + tax_on_top(tax_behavior, tax_amount) + shipping_amount
  and least(discount_amount, shipping_tax_amount, shipping_amount, total_amount) >= 0
  and shipping_tax_amount <= tax_amount);
alter table "order" drop constraint order_total_check;
alter table "order" add constraint order_total_check check (
  total_amount = subtotal_amount - discount_amount + tax_on_top(tax_behavior, tax_amount) + shipping_amount
  and least(discount_amount, shipping_tax_amount, shipping_amount, total_amount) >= 0
  and shipping_tax_amount <= tax_amount);
alter table order_line drop constraint order_line_total_check;
alter table order_line add constraint order_line_total_check check (
  discount_amount between 0 and amount and tax_amount >= 0
  and total_amount in (amount - discount_amount, amount - discount_amount + tax_amount));
alter table order_tax add constraint order_tax_check check (
  rate between 0 and 1000000 and least(taxable_amount, tax_amount) >= 0);

-- The tax of stored tax lines.
create function tax_of(taxes jsonb) returns bigint language sql immutable as $$
  select coalesce(sum((tax ->> 'taxAmount')::integer), 0) from jsonb_array_elements(taxes) tax
$$;

create or replace function check_sums_of_quotes() returns trigger language plpgsql as $$
begin
  perform refuse_wrong_sums('quote of checkout', q.checkout_id)
    from added q
    cross join lateral (
      select count(*) as lines, count(ql.position) as quoted, sum(l.amount) as amount,
        sum(ql.discount_amount) as discount, sum(ql.tax_amount) as tax,
        bool_and(ql.discount_amount <= l.amount and tax_of(ql.taxes) = ql.tax_amount
          and ql.total_amount = l.amount - ql.discount_amount + tax_on_top(q.tax_behavior, ql.tax_amount)) as adds_up
      from checkout_line l
      left join checkout_quote_line ql
        on (ql.checkout_id, ql.number, ql.position) = (q.checkout_id, q.number, l.position)
      where l.checkout_id = q.checkout_id
    ) l
    where tax_of(q.shipping_taxes) <> q.shipping_tax_amount
      or (l.lines > 0 and not (l.quoted = l.lines and l.adds_up
        and (q.subtotal_amount, q.discount_amount, q.tax_amount - q.shipping_tax_amount)
          = (l.amount, l.discount, l.tax)));
  return null;
end $$;

create or replace function check_sums_of_order_lines() returns trigger language plpgsql as $$
begin
  perform refuse_wrong_sums('order', o.id)
    from "order" o
    join (
      select l.order_id, sum(l.amount) as amount, sum(l.discount_amount) as discount, sum(l.tax_amount) as tax,
        sum(l.total_amount) as total
      from order_line l where l.order_id in (select order_id from added) group by 1
    ) l on l.order_id = o.id
    where (o.subtotal_amount, o.discount_amount, o.tax_amount - o.shipping_tax_amount)
        <> (l.amount, l.discount, l.tax)
      or l.total <> l.amount - l.discount + tax_on_top(o.tax_behavior, l.tax::integer);
  return null;
end $$;

create or replace function check_sums_of_order() returns trigger language plpgsql as $$
begin
  if exists (
    select from order_line l where l.order_id = new.id
    having sum(l.amount) <> new.subtotal_amount or sum(l.discount_amount) <> new.discount_amount
      or sum(l.tax_amount) <> new.tax_amount - new.shipping_tax_amount
  ) then perform refuse_wrong_sums('order', new.id); end if;
  return new;
end $$;
drop trigger order_sums on "order";
create trigger order_sums
  before update of subtotal_amount, discount_amount, tax_amount, shipping_tax_amount, tax_behavior on "order"
  for each row execute function check_sums_of_order();

-- At the end of the transaction an order's tax lines are its tax, line by line and for shipping.
create function check_tax_of_order() returns trigger language plpgsql as $$
begin
  if exists (
    select from "order" o where o.id = new.id and (
      o.tax_amount <> coalesce((select sum(t.tax_amount) from order_tax t where t.order_id = o.id), 0)
      or o.shipping_tax_amount <> coalesce((
        select sum(t.tax_amount) from order_tax t where t.order_id = o.id and t.position is null), 0)
      or exists (
        select from order_line l where l.order_id = o.id and l.tax_amount <> coalesce((
          select sum(t.tax_amount) from order_tax t where t.order_id = o.id and t.position = l.position), 0)))
  ) then perform refuse_wrong_sums('order', new.id); end if;
  return null;
end $$;
create constraint trigger order_tax_lines after insert on "order"
  deferrable initially deferred for each row execute function check_tax_of_order();

create trigger order_tax_append_only before update or delete on order_tax
  for each row execute function refuse_change();
