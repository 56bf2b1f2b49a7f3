-- CreateTable
CREATE TABLE "job_failure" (
    "job_id" BIGINT NOT NULL,
    "payload" JSONB NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_failure_pkey" PRIMARY KEY ("job_id")
);

-- CreateIndex
CREATE INDEX "job_failure_failed_at_idx" ON "job_failure"("failed_at");
