-- The value only: PostgreSQL lets nobody use a new one in the transaction that adds it.

-- AlterEnum
ALTER TYPE "order_payment_state" ADD VALUE 'not_required';
