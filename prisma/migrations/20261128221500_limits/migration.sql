-- What was counted for staff alone is counted for everybody.
ALTER TABLE "staff_try" RENAME TO "call_count";
ALTER TABLE "call_count" RENAME CONSTRAINT "staff_try_pkey" TO "call_count_pkey";
ALTER INDEX "staff_try_began_at_idx" RENAME TO "call_count_began_at_idx";

-- AlterTable
ALTER TABLE "checkout" ADD COLUMN     "network" TEXT;

-- CreateIndex
CREATE INDEX "checkout_network_state_idx" ON "checkout"("network", "state");
