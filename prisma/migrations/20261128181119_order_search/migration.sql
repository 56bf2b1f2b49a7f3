-- CreateTable
CREATE TABLE "order_search" (
    "order_id" UUID NOT NULL,
    "document" TEXT NOT NULL,

    CONSTRAINT "order_search_pkey" PRIMARY KEY ("order_id")
);

-- AddForeignKey
ALTER TABLE "order_search" ADD CONSTRAINT "order_search_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what staff type finds an order in whatever way it is written.
create extension if not exists unaccent;

-- In small letters and without accents: 'Müller' and 'MULLER' are both 'muller'.
create function plain_letters(value text) returns text language sql stable strict parallel safe as $$
  select lower(unaccent(normalize(value, nfkc)));
$$;

-- As who has no such keys types it: 'Müller' is 'mueller', 'Ørsted' is 'oersted', 'Århus' is 'aarhus'.
create function spelled_out_letters(value text) returns text language sql stable strict parallel safe as $$
  select plain_letters(
    replace(replace(replace(replace(replace(lower(normalize(value, nfkc)), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ø', 'oe'), 'å', 'aa')
  );
$$;

-- All that an order is found by, each word with spaces around it. Stripe's ids are not in it: they have indices of their own.
create function order_search_document(wanted uuid) returns text language sql stable strict as $$
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
        (select string_agg(distinct p.method_last4, ' ') from payment p where p.checkout_id = o.checkout_id)) as numbers
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

-- Who changes an order or its payment holds its checkout's lock: nobody else writes the same document meanwhile.
create function refresh_order_search(wanted uuid) returns void language sql as $$
  insert into order_search (order_id, document)
    select id, order_search_document(id) from "order" where id = wanted
    on conflict (order_id) do update set document = excluded.document
      where order_search.document <> excluded.document;
$$;

create function refresh_search_of_order() returns trigger language plpgsql as $$
begin
  perform refresh_order_search(new.id);
  return null;
end $$;

create function refresh_search_of_payment() returns trigger language plpgsql as $$
begin
  perform refresh_order_search(o.id) from "order" o where o.checkout_id = new.checkout_id;
  return null;
end $$;

-- At the end of the transaction, when the order has its lines, which are never changed.
create constraint trigger order_search_insert after insert on "order"
  deferrable initially deferred for each row execute function refresh_search_of_order();
create trigger order_search_update
  after update of number, email, name, phone, billing_name, customer_note, shipping_address, billing_address on "order"
  for each row execute function refresh_search_of_order();
create trigger payment_search_insert after insert on payment
  for each row when (new.method_last4 is not null) execute function refresh_search_of_payment();
create trigger payment_search_update after update of method_last4 on payment
  for each row when (new.method_last4 is distinct from old.method_last4) execute function refresh_search_of_payment();

insert into order_search (order_id, document) select id, order_search_document(id) from "order";
create index order_search_document_trgm on order_search using gin (document gin_trgm_ops);
drop index order_email_trgm;
drop index order_name_trgm;
drop index order_line_product_title_trgm;

-- The beginnings of Stripe's ids and of checkouts' names, in any collation.
create index order_payment_intent_id_prefix on "order" (payment_intent_id text_pattern_ops);
create index payment_payment_intent_id_prefix on payment (payment_intent_id text_pattern_ops);
create index payment_charge_id_prefix on payment (charge_id text_pattern_ops) where charge_id is not null;
create index refund_stripe_refund_id_prefix on refund (stripe_refund_id text_pattern_ops) where stripe_refund_id is not null;
create index dispute_id_prefix on dispute (id text_pattern_ops);
create index fraud_warning_id_prefix on fraud_warning (id text_pattern_ops);
create index payment_review_id_prefix on payment_review (id text_pattern_ops);
create index checkout_name on checkout (right(id::text, 8) text_pattern_ops);
create index webhook_event_id_prefix on webhook_event (id text_pattern_ops);
create index webhook_event_object_id_prefix on webhook_event (object_id text_pattern_ops) where object_id is not null;
