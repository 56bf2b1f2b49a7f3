-- The values only: PostgreSQL lets nobody use a new one in the transaction that adds it.

-- AlterEnum
ALTER TYPE "mail_kind" ADD VALUE 'part_cancelled';

-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'part_cancelled';
