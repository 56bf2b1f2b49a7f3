-- Written by hand: columns that were named after cards keep any method's facts, and a label beside Stripe's type.

drop trigger payment_search_insert on payment;
drop trigger payment_search_update on payment;

alter table payment rename column card_brand to method_brand;
alter table payment add column method_label text;
alter table payment_failure rename column card_brand to method_brand;
alter table payment_failure rename column card_country to method_country;
alter table payment_failure add column method_label text;

-- As `paymentMethodLabelOf` makes them today, of the methods that were known.
create function pg_temp.label_of(method text, brand text) returns text language sql immutable as $$
  select case
    when brand = 'amex' then 'American Express'
    when brand = 'diners' then 'Diners Club'
    when brand = 'jcb' then 'JCB'
    when brand = 'unionpay' then 'UnionPay'
    when brand is not null then upper(left(brand, 1)) || replace(substr(brand, 2), '_', ' ')
    when method in ('sepa_debit', 'bacs_debit', 'acss_debit', 'au_becs_debit', 'us_bank_account') then 'bank account'
    when method = 'card' then 'card'
    else upper(left(method, 1)) || replace(substr(method, 2), '_', ' ')
  end;
$$;
update payment set method_label = pg_temp.label_of(method_type, method_brand) where method_type is not null;
alter table payment_failure disable trigger payment_failure_append_only;
update payment_failure set method_label = pg_temp.label_of(method_type, method_brand) where method_type is not null;
alter table payment_failure enable trigger payment_failure_append_only;

alter table payment add constraint payment_method_has_label check ((method_type is null) = (method_label is null));
alter table payment_failure
  add constraint payment_failure_method_has_label check ((method_type is null) = (method_label is null));

-- An order is found by its payment method as pages write it ("Visa 4242", "bank account 3202", "Klarna"), and by
-- Stripe's codes ("amex", "sepa debit"). "card" alone would find nearly all.

drop function payment_method_words(text, text, text);
create function payment_method_words(method text, brand text, label text, last4 text) returns text
  language sql immutable as $$
  select concat_ws(' ', replace(nullif(method, 'card'), '_', ' '), brand, nullif(label, 'card'), last4);
$$;

create or replace function order_search_document(wanted uuid) returns text language sql stable strict as $$
  with found as (
    select o.number, o.checkout_id,
      concat_ws(' ', o.email, o.customer_note) as prose,
      concat_ws(' ', o.name, o.billing_name, o.phone,
        (select string_agg(value, ' ') from jsonb_each_text(o.shipping_address) where key <> 'country'),
        (select string_agg(value, ' ') from jsonb_each_text(o.billing_address) where key <> 'country'),
        (select string_agg(distinct concat_ws(' ', l.product_title, l.artist, l.variant_title, l.sku), ' ')
          from order_line l where l.order_id = o.id)) as names,
      concat_ws(' ', regexp_replace(o.phone, '\D', '', 'g'),
        replace(o.shipping_address ->> 'postalCode', ' ', ''), replace(o.billing_address ->> 'postalCode', ' ', ''),
        (select string_agg(distinct payment_method_words(p.method_type, p.method_brand, p.method_label, p.method_last4),
            ' ')
          from payment p where p.checkout_id = o.checkout_id)) as numbers
    from "order" o where o.id = wanted
  ), forms as (
    select number, checkout_id, numbers, plain_letters(prose || ' ' || names) as plain,
      spelled_out_letters(prose || ' ' || names) as spelled, plain_letters(names) as names
    from found
  )
  select ' ' || concat_ws(' ', number, 'dt-' || number, 'co-' || right(checkout_id::text, 8), plain,
    nullif(spelled, plain),
    -- The parts of what is joined by a hyphen or a slash.
    nullif(regexp_replace(names, '[^[:alnum:]]+', ' ', 'g'), names),
    plain_letters(numbers)) || ' '
  from forms;
$$;

create trigger payment_search_insert after insert on payment
  for each row when (new.method_type is not null) execute function refresh_search_of_payment();
create trigger payment_search_update after update of method_type, method_brand, method_label, method_last4 on payment
  for each row when ((new.method_type, new.method_brand, new.method_label, new.method_last4)
    is distinct from (old.method_type, old.method_brand, old.method_label, old.method_last4))
  execute function refresh_search_of_payment();

update order_search set document = order_search_document(order_id);
