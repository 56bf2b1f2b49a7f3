/**
 * `objects` holds every Stripe object as JSON (events are packed: `pack.ts`). The columns beside the body are copies of
 * the fields that lists filter by; `store.ts` fills them. `private` is what Stripe knows and does not say (unasked), such
 * as which test card a payment method is. Ids are unique for each type only, because products and coupons may be named
 * by the shop.
 */
export const schema = `
create table if not exists objects (
  seq integer primary key,
  id text not null,
  type text not null,
  created integer not null,
  body text not null,
  private text,
  deleted integer not null default 0,
  customer text,
  payment_intent text,
  charge text,
  source text,
  kind text,
  subject text,
  unique (id, type)
);
create index if not exists objects_by_type on objects (type, seq);
create index if not exists objects_by_customer on objects (customer, type, seq) where customer is not null;
create index if not exists objects_by_payment_intent on objects (payment_intent, type, seq) where payment_intent is not null;
create index if not exists objects_by_charge on objects (charge, type, seq) where charge is not null;
create index if not exists objects_by_source on objects (source, type, seq) where source is not null;
create index if not exists objects_by_kind on objects (kind, seq) where kind is not null;
create index if not exists objects_by_subject on objects (subject, seq) where subject is not null;

create index if not exists objects_deleted on objects (type) where deleted = 1;

create index if not exists payments_by_status on objects (body ->> '$.status', seq)
  where type = 'payment_intent' and deleted = 0;
create index if not exists customers_by_email on objects (body ->> '$.email', seq)
  where type = 'customer' and deleted = 0;
create index if not exists prices_by_product on objects (body ->> '$.product', seq)
  where type = 'price' and deleted = 0;
create index if not exists prices_by_lookup_key on objects (body ->> '$.lookup_key', seq)
  where type = 'price' and deleted = 0;
create index if not exists promotion_codes_by_code on objects (lower(body ->> '$.code'), seq)
  where type = 'promotion_code' and deleted = 0;

create table if not exists deliveries (
  seq integer primary key,
  id text not null unique,
  event text not null,
  event_type text not null,
  endpoint text not null,
  origin text not null,
  state text not null,
  attempts integer not null default 0,
  due integer not null,
  held integer not null default 0,
  corrupt integer not null default 0,
  created integer not null
);
create index if not exists deliveries_due on deliveries (due, seq) where state = 'pending';
create index if not exists deliveries_undelivered on deliveries (event) where state <> 'delivered';
create index if not exists deliveries_held on deliveries (endpoint, seq) where state = 'pending' and held = 1;
create index if not exists deliveries_by_event on deliveries (event);

create table if not exists delivery_log (
  delivery text not null,
  seq integer not null,
  at integer not null,
  status integer,
  error text,
  duration_ms integer not null,
  signature text not null,
  response text,
  primary key (delivery, seq)
) without rowid;

create table if not exists tasks (
  seq integer primary key,
  kind text not null,
  subject text not null,
  due integer not null
);
create index if not exists tasks_due on tasks (due, seq);

-- What is paid out, and with which payout; null: it waits for one.
create table if not exists payout_items (
  balance_transaction text primary key,
  currency text not null,
  net integer not null,
  available_on integer not null,
  payout text
) without rowid;
create index if not exists payout_items_waiting on payout_items (currency, available_on) where payout is null;
create index if not exists payout_items_by_payout on payout_items (payout) where payout is not null;

create table if not exists saved_answers (
  seq integer primary key,
  key text not null unique,
  fingerprint text not null,
  status integer not null,
  body text not null,
  request text not null,
  created integer not null
);
create index if not exists saved_answers_by_age on saved_answers (created);
-- What earlier versions kept them in.
drop table if exists idempotency;
drop table if exists delivery_attempts;

create table if not exists samples (
  kind text primary key,
  text text not null
) without rowid;

create table if not exists faults (
  seq integer primary key,
  id text not null unique,
  body text not null
);

create table if not exists settings (
  name text primary key,
  value text not null
) without rowid;
`;

/** What `POST /_sandbox/reset` empties. Settings (the clock, the seed) are reset by their owners. */
export const resettableTables = [
  "objects",
  "deliveries",
  "delivery_log",
  "tasks",
  "payout_items",
  "saved_answers",
  "samples",
  "faults",
] as const;
