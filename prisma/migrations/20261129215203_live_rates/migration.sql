-- AlterTable
ALTER TABLE "shipping_method" ADD COLUMN     "live_carrier" TEXT,
ADD COLUMN     "live_round_to" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "live_service" TEXT,
ADD COLUMN     "live_surcharge_amount" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "live_surcharge_percent" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "live_rate_answer" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "rates" JSONB NOT NULL,
    "problem" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "live_rate_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "live_rate_status" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "rest_until" TIMESTAMPTZ(3),
    "last_problem" TEXT,

    CONSTRAINT "live_rate_status_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "live_rate_answer_key_asked_at_idx" ON "live_rate_answer"("key", "asked_at");

-- CreateIndex
CREATE INDEX "live_rate_answer_asked_at_idx" ON "live_rate_answer"("asked_at");

ALTER TABLE "shipping_method"
  ADD CONSTRAINT "shipping_method_live" CHECK (("live_carrier" IS NULL) = ("live_service" IS NULL)),
  ADD CONSTRAINT "shipping_method_live_amounts" CHECK ("live_surcharge_percent" >= 0 AND "live_surcharge_amount" >= 0 AND "live_round_to" > 0);

ALTER TABLE "live_rate_status" ADD CONSTRAINT "live_rate_status_one_row" CHECK ("id" = 1);
INSERT INTO "live_rate_status" DEFAULT VALUES;
