-- ── Quotes ──────────────────────────────────────────────────────────────────────────────────────

create table checkout_quote (
  checkout_id uuid not null references checkout (id) on delete cascade on update cascade,
  number integer not null check (number >= 1),
  subtotal_amount integer not null,
  discount_amount integer not null,
  shipping_amount integer not null,
  tax_amount integer not null,
  total_amount integer not null,
  quoted_at timestamptz(3) not null,
  primary key (checkout_id, number),
  constraint checkout_quote_total_check check (
    total_amount = subtotal_amount - discount_amount + tax_amount + shipping_amount
    and least(discount_amount, tax_amount, shipping_amount, total_amount) >= 0)
);

create unique index checkout_line_checkout_id_position_key on checkout_line (checkout_id, position);

create table checkout_quote_line (
  checkout_id uuid not null,
  number integer not null,
  position integer not null,
  discount_amount integer not null check (discount_amount >= 0),
  tax_amount integer not null check (tax_amount >= 0),
  total_amount integer not null check (total_amount >= 0),
  primary key (checkout_id, number, position),
  foreign key (checkout_id, number) references checkout_quote (checkout_id, number) on delete cascade on update cascade,
  -- A quote has a line for each line of its checkout, and for nothing else.
  constraint checkout_quote_line_checkout_id_position_fkey foreign key (checkout_id, position)
    references checkout_line (checkout_id, position)
);

-- ── Every checkout so far has had one price ─────────────────────────────────────────────────────

insert into checkout_quote
  (checkout_id, number, subtotal_amount, discount_amount, shipping_amount, tax_amount, total_amount, quoted_at)
  select id, 1, subtotal_amount, discount_amount, shipping_amount, tax_amount, total_amount, created_at from checkout;
insert into checkout_quote_line (checkout_id, number, position, discount_amount, tax_amount, total_amount)
  select checkout_id, 1, position, discount_amount, tax_amount, total_amount from checkout_line;

drop trigger checkout_sums on checkout;
drop function check_sums_of_checkout;
drop trigger checkout_line_sums on checkout_line;
drop function check_sums_of_checkout_lines;

alter table checkout
  drop column subtotal_amount,
  drop column discount_amount,
  drop column shipping_amount,
  drop column tax_amount,
  drop column total_amount,
  add column quote_number integer not null default 1,
  -- Checkout and first quote are inserted one after the other.
  add constraint checkout_id_quote_number_fkey foreign key (id, quote_number)
    references checkout_quote (checkout_id, number) deferrable initially deferred;
alter table checkout_line
  drop column discount_amount,
  drop column tax_amount,
  drop column total_amount;
alter table payment_session add column quote_number integer not null default 1;

-- ── Sums are what they say ──────────────────────────────────────────────────────────────────────

-- A quote comes with its lines in one statement, and adds up. (A restored order of which nobody knows what was in it has
-- no lines.)
create function check_sums_of_quotes() returns trigger language plpgsql as $$
begin
  perform refuse_wrong_sums('quote of checkout', q.checkout_id)
    from added q
    cross join lateral (
      select count(*) as lines, count(ql.position) as quoted, sum(l.amount) as amount,
        sum(ql.discount_amount) as discount, sum(ql.tax_amount) as tax,
        bool_and(ql.discount_amount <= l.amount
          and ql.total_amount = l.amount - ql.discount_amount + ql.tax_amount) as adds_up
      from checkout_line l
      left join checkout_quote_line ql
        on (ql.checkout_id, ql.number, ql.position) = (q.checkout_id, q.number, l.position)
      where l.checkout_id = q.checkout_id
    ) l
    where l.lines > 0 and not (l.quoted = l.lines and l.adds_up
      and (q.subtotal_amount, q.discount_amount, q.tax_amount) = (l.amount, l.discount, l.tax));
  return null;
end $$;
create trigger checkout_quote_sums after insert on checkout_quote
  referencing new table as added for each statement execute function check_sums_of_quotes();

-- So no line is added to a checkout that has a price.
create function refuse_lines_after_quote() returns trigger language plpgsql as $$
begin
  perform refuse_wrong_sums('quote of checkout', q.checkout_id)
    from checkout_quote q where q.checkout_id in (select checkout_id from added);
  return null;
end $$;
create trigger checkout_line_before_quote after insert on checkout_line
  referencing new table as added for each statement execute function refuse_lines_after_quote();

create trigger checkout_quote_append_only before update or delete on checkout_quote
  for each row execute function refuse_change();
create trigger checkout_quote_line_append_only before update or delete on checkout_quote_line
  for each row execute function refuse_change();
