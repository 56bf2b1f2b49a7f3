-- CreateEnum
CREATE TYPE "health_span" AS ENUM ('five_minutes', 'hour');

-- CreateTable
CREATE TABLE "health_figure" (
    "span" "health_span" NOT NULL,
    "name" TEXT NOT NULL,
    "bucket_at" TIMESTAMPTZ(3) NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "count" BIGINT NOT NULL,
    "sum" DOUBLE PRECISION NOT NULL,
    "max" DOUBLE PRECISION NOT NULL,
    "limits" BIGINT[],

    CONSTRAINT "health_figure_pkey" PRIMARY KEY ("span","name","bucket_at","label")
);

-- CreateTable
CREATE TABLE "process_status" (
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "memory_bytes" BIGINT NOT NULL,
    "live_streams" INTEGER NOT NULL,
    "open_circuits" TEXT[],

    CONSTRAINT "process_status_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "health_figure_span_bucket_at_idx" ON "health_figure"("span", "bucket_at");

-- CreateIndex
CREATE INDEX "process_status_seen_at_idx" ON "process_status"("seen_at");
