-- AlterTable
ALTER TABLE "rate_feed_status" ADD COLUMN     "succeeded_at" TIMESTAMPTZ(3);

-- Until now a request that had not failed had given rates.
update rate_feed_status set succeeded_at = requested_at where failing_since is null;
