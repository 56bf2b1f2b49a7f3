-- Values only: PostgreSQL lets nobody use a new one in the transaction that adds it.

-- AlterEnum
ALTER TYPE "order_payment_state" ADD VALUE 'dispute_lost';

-- AlterEnum
ALTER TYPE "fulfilment_state" ADD VALUE 'not_required';

-- AlterEnum
ALTER TYPE "order_event_kind" ADD VALUE 'dispute_opened';
ALTER TYPE "order_event_kind" ADD VALUE 'dispute_evidence_submitted';
ALTER TYPE "order_event_kind" ADD VALUE 'dispute_accepted';
ALTER TYPE "order_event_kind" ADD VALUE 'dispute_won';
ALTER TYPE "order_event_kind" ADD VALUE 'dispute_lost';
ALTER TYPE "order_event_kind" ADD VALUE 'dispute_closed';
ALTER TYPE "order_event_kind" ADD VALUE 'inquiry_opened';
ALTER TYPE "order_event_kind" ADD VALUE 'inquiry_closed';
ALTER TYPE "order_event_kind" ADD VALUE 'fraud_warning';
ALTER TYPE "order_event_kind" ADD VALUE 'fraud_warning_dismissed';
ALTER TYPE "order_event_kind" ADD VALUE 'review_opened';
ALTER TYPE "order_event_kind" ADD VALUE 'review_closed';
ALTER TYPE "order_event_kind" ADD VALUE 'goods_returned';
ALTER TYPE "order_event_kind" ADD VALUE 'goods_reclaimed';
ALTER TYPE "order_event_kind" ADD VALUE 'restored';

-- AlterEnum
ALTER TYPE "mail_kind" ADD VALUE 'order_received';
ALTER TYPE "mail_kind" ADD VALUE 'refund_sent';
ALTER TYPE "mail_kind" ADD VALUE 'refund_failed';
ALTER TYPE "mail_kind" ADD VALUE 'staff_alert';
