-- Figures count orders by their confirmation and refunds by their decision.
create index order_confirmed on "order" (confirmed_at) include (currency, total_amount) where confirmed_at is not null;
create index refund_created on refund (created_at);

-- What needs somebody's attention is little among much.
create index checkout_sync_failed on checkout (created_at) where last_sync_error is not null;
create index mail_failed on mail (created_at) where state = 'failed';
