-- CreateIndex
CREATE INDEX "cart_updated_at_idx" ON "cart"("updated_at");

-- CreateIndex
CREATE INDEX "checkout_cart_id_idx" ON "checkout"("cart_id");

-- Written by hand: what Prisma's schema language can't say.

-- The daily job takes secrets out of old checkouts; this finds those that still have one.
create index checkout_old_secret on checkout (ended_at) where client_secret is not null;

-- An event that has reached its age goes with its attempts; on their own they stay append-only.
drop trigger webhook_attempt_append_only on webhook_attempt;
create trigger webhook_attempt_append_only before update on webhook_attempt
  for each row execute function refuse_change();
create trigger webhook_attempt_goes_with_its_event before delete on webhook_attempt
  for each row when (pg_trigger_depth() = 0) execute function refuse_change();

-- Secrets are taken out of events when they come; here, of those that came before.
update webhook_event
  set payload = regexp_replace(payload::text, '("client_secret"\s*:\s*")[^"]*', '\1(hidden)', 'g')::jsonb
  where payload::text like '%\_secret\_%';
