-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'payment_retried';
