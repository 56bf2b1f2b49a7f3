-- CreateIndex
CREATE INDEX "payment_failure_client_ip_failed_at_id_idx" ON "payment_failure"("client_ip", "failed_at", "id");

-- CreateIndex
CREATE INDEX "payment_failure_fingerprint_failed_at_id_idx" ON "payment_failure"("fingerprint", "failed_at", "id");

-- Written by hand: what Prisma's schema language can't say.
create index payment_failure_reason on payment_failure (coalesce(decline_code, code), failed_at, id);
create index payment_failure_email on payment_failure (lower(email), failed_at, id);
