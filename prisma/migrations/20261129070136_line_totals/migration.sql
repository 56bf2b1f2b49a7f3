-- ── What is paid for each line ──────────────────────────────────────────────────────────────────

-- Until now nothing was taken off a line or added to it.
alter table checkout
  add column discount_amount integer not null default 0,
  add column tax_amount integer not null default 0;
alter table "order"
  add column discount_amount integer not null default 0,
  add column tax_amount integer not null default 0;

alter table checkout_line
  add column discount_amount integer not null default 0,
  add column tax_amount integer not null default 0,
  add column total_amount integer;
alter table order_line
  add column discount_amount integer not null default 0,
  add column tax_amount integer not null default 0,
  add column total_amount integer;
update checkout_line set total_amount = amount;
update order_line set total_amount = amount;
alter table checkout_line
  alter column discount_amount drop default,
  alter column tax_amount drop default,
  alter column total_amount set not null;
alter table order_line
  alter column discount_amount drop default,
  alter column tax_amount drop default,
  alter column total_amount set not null;

-- ── Sums are what they say ──────────────────────────────────────────────────────────────────────

alter table checkout_line add constraint checkout_line_total_check check (
  discount_amount between 0 and amount and tax_amount >= 0
  and total_amount = amount - discount_amount + tax_amount);
alter table order_line add constraint order_line_total_check check (
  discount_amount between 0 and amount and tax_amount >= 0
  and total_amount = amount - discount_amount + tax_amount);

alter table checkout drop constraint checkout_total_check;
alter table checkout add constraint checkout_total_check check (
  total_amount = subtotal_amount - discount_amount + tax_amount + shipping_amount
  and least(discount_amount, tax_amount, shipping_amount, total_amount) >= 0);
alter table "order" drop constraint order_total_check;
alter table "order" add constraint order_total_check check (
  total_amount = subtotal_amount - discount_amount + tax_amount + shipping_amount
  and least(discount_amount, tax_amount, shipping_amount, total_amount) >= 0);

-- The lines of a checkout, and of an order, come in one statement, add up to its sums, and stay as they are. An order that
-- was made again although nobody knows what was in it has none.

create function refuse_wrong_sums(of text, id uuid) returns void language plpgsql as $$
begin
  raise exception '% % has other sums than its lines', of, id
    using errcode = 'check_violation', constraint = 'sums_of_lines_check';
end $$;

create function check_sums_of_checkout_lines() returns trigger language plpgsql as $$
begin
  perform refuse_wrong_sums('checkout', c.id)
    from checkout c
    join (
      select l.checkout_id, sum(l.amount) as amount, sum(l.discount_amount) as discount, sum(l.tax_amount) as tax
      from checkout_line l where l.checkout_id in (select checkout_id from added) group by 1
    ) l on l.checkout_id = c.id
    where (c.subtotal_amount, c.discount_amount, c.tax_amount) <> (l.amount, l.discount, l.tax);
  return null;
end $$;
create trigger checkout_line_sums after insert on checkout_line
  referencing new table as added for each statement execute function check_sums_of_checkout_lines();

create function check_sums_of_order_lines() returns trigger language plpgsql as $$
begin
  perform refuse_wrong_sums('order', o.id)
    from "order" o
    join (
      select l.order_id, sum(l.amount) as amount, sum(l.discount_amount) as discount, sum(l.tax_amount) as tax
      from order_line l where l.order_id in (select order_id from added) group by 1
    ) l on l.order_id = o.id
    where (o.subtotal_amount, o.discount_amount, o.tax_amount) <> (l.amount, l.discount, l.tax);
  return null;
end $$;
create trigger order_line_sums after insert on order_line
  referencing new table as added for each statement execute function check_sums_of_order_lines();

create trigger checkout_line_append_only before update or delete on checkout_line
  for each row execute function refuse_change();
create trigger order_line_append_only before update or delete on order_line
  for each row execute function refuse_change();

create function check_sums_of_checkout() returns trigger language plpgsql as $$
begin
  if exists (
    select from checkout_line l where l.checkout_id = new.id
    having sum(l.amount) <> new.subtotal_amount or sum(l.discount_amount) <> new.discount_amount
      or sum(l.tax_amount) <> new.tax_amount
  ) then perform refuse_wrong_sums('checkout', new.id); end if;
  return new;
end $$;
create trigger checkout_sums before update of subtotal_amount, discount_amount, tax_amount on checkout
  for each row execute function check_sums_of_checkout();

create function check_sums_of_order() returns trigger language plpgsql as $$
begin
  if exists (
    select from order_line l where l.order_id = new.id
    having sum(l.amount) <> new.subtotal_amount or sum(l.discount_amount) <> new.discount_amount
      or sum(l.tax_amount) <> new.tax_amount
  ) then perform refuse_wrong_sums('order', new.id); end if;
  return new;
end $$;
create trigger order_sums before update of subtotal_amount, discount_amount, tax_amount on "order"
  for each row execute function check_sums_of_order();
