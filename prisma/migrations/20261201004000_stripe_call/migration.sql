-- CreateTable
CREATE TABLE "stripe_call" (
    "id" UUID NOT NULL,
    "checkout_id" UUID,
    "payment_intent_id" TEXT,
    "object_id" TEXT,
    "operation" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "request_id" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "http_status" INTEGER,
    "error_code" TEXT,
    "decline_code" TEXT,

    CONSTRAINT "stripe_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "stripe_call_checkout_id_started_at_idx" ON "stripe_call"("checkout_id", "started_at");

-- CreateIndex
CREATE INDEX "stripe_call_payment_intent_id_started_at_idx" ON "stripe_call"("payment_intent_id", "started_at");

-- CreateIndex
CREATE INDEX "stripe_call_started_at_idx" ON "stripe_call"("started_at");
