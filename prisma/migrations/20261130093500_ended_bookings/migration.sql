-- CreateIndex
CREATE INDEX "booking_ended_at_checkout_id_id_idx" ON "booking"("ended_at", "checkout_id", "id");
