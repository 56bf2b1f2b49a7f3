-- Each takes about a second for a million rows, during which nobody writes to its table. A shop for which that is too long makes them before
-- the update, by the same name, with `create index concurrently`: they are kept.

-- Refunds that are not final are few.
create index if not exists "refund_state_idx" on "refund" ("state");
-- So are orders whose payment is authorized.
create index if not exists "order_payment_state_placed_at_idx" on "order" ("payment_state", "placed_at");
-- And invoices whose tax has no amount in the base currency.
create index if not exists invoice_unrated on invoice (issued_at) where base_tax_amount is null;
-- And orders that were taxed by the table as Stripe Tax did not answer. The statement names what it looks for as a parameter, so that a partial index does not serve it.
create index if not exists "order_tax_source_confirmed_at_idx" on "order" ("tax_source", "confirmed_at");
drop index if exists order_taxed_instead;
