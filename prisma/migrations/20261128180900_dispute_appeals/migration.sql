-- A lost dispute may be appealed: Stripe has two statuses for it.

-- AlterEnum
ALTER TYPE "dispute_status" ADD VALUE 'appeal_needs_response';
ALTER TYPE "dispute_status" ADD VALUE 'appeal_under_review';
