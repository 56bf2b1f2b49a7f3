-- An order is found by its card as pages write it: "Visa 4242", "American Express 0005", "bank account 3202".

create function payment_method_words(method text, brand text, last4 text) returns text language sql immutable as $$
  select concat_ws(' ', brand,
    case when brand = 'amex' then 'american express' when method = 'sepa_debit' then 'sepa bank account' end, last4);
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
        (select string_agg(distinct payment_method_words(p.method_type, p.card_brand, p.method_last4), ' ')
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

drop trigger payment_search_insert on payment;
drop trigger payment_search_update on payment;
create trigger payment_search_insert after insert on payment
  for each row when (new.method_last4 is not null) execute function refresh_search_of_payment();
create trigger payment_search_update after update of method_type, card_brand, method_last4 on payment
  for each row when ((new.method_type, new.card_brand, new.method_last4)
    is distinct from (old.method_type, old.card_brand, old.method_last4)) execute function refresh_search_of_payment();

update order_search set document = order_search_document(order_id);

-- What a product or one of its variants is found by.
create function catalog_search_document(title text, artist text, slug text, variant_title text, sku text) returns text
  language sql stable parallel safe as $$
  select concat_ws(' ', plain_letters(words), spelled_out_letters(words))
  from (select concat_ws(' ', title, artist, slug, variant_title, sku) as words) named;
$$;
