-- The values only: PostgreSQL lets nobody use a new one in the transaction that adds it.

-- AlterEnum
ALTER TYPE "mail_kind" ADD VALUE 'payment_captured';

-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'captured';
ALTER TYPE "order_event_kind" ADD VALUE 'capture_failed';
ALTER TYPE "order_event_kind" ADD VALUE 'authorization_released';

-- AlterEnum
ALTER TYPE "order_payment_state" ADD VALUE 'authorized';
ALTER TYPE "order_payment_state" ADD VALUE 'released';
