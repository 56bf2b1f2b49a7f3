-- The payment that is made with a session: so far each session is a PaymentIntent, and so its own payment.
ALTER TABLE "payment_session" ADD COLUMN "payment_intent_id" TEXT;
UPDATE "payment_session" SET "payment_intent_id" = "stripe_id";
CREATE UNIQUE INDEX "payment_session_payment_intent_id_key" ON "payment_session"("payment_intent_id");
