-- What the shop wrote as English sentences becomes codes and facts, which the apps put into words. What is none of the
-- known sentences stays as it is: it is shown as something said.

-- ── Syncs by hand ────────────────────────────────────────────────────────────────────────────────

alter table sync_run_item add column result jsonb;

with known (words, code) as (
  values
    ('It has no payment at Stripe', 'no_payment'),
    ('Stripe''s payment does not name a checkout of this shop', 'foreign'),
    ('Its order is lost: decide under Payments without an order', 'order_lost'),
    ('The customer''s bank has not decided yet', 'waits_for_bank'),
    ('The customer''s bank still waits for the customer', 'waits_for_authentication'),
    ('The payment waits to be captured at Stripe', 'waits_for_capture'),
    ('Stripe is still waiting for the customer', 'waits_for_customer'),
    ('Confirmed now', 'confirmed'),
    ('Was confirmed already', 'confirmed_before'),
    ('There can be no order for it', 'no_order'),
    ('There is no order for it', 'no_order_before'),
    ('Declined: the customer may try another card', 'declined'),
    ('Not paid, and now it can''t be any more', 'unpaid'),
    ('Was over already, not paid', 'unpaid_before')
), split as (
  select
    run_id, checkout_id, reason,
    split_part(reason, '; ', 1) as words,
    nullif(substr(reason, length(split_part(reason, '; ', 1)) + 3), '') as rest
  from sync_run_item
  where reason is not null
)
update sync_run_item item
set result = case
  when split.reason like 'Stripe could not be asked: %'
    then jsonb_build_object('code', 'stripe_not_asked', 'said', substr(split.reason, 28))
  when split.reason like 'Something broke on our side: %'
    then jsonb_build_object('code', 'fault', 'said', substr(split.reason, 30))
  when known.code is null then jsonb_build_object('code', null, 'said', split.reason)
  else jsonb_build_object('code', known.code, 'said', split.rest)
end
from split left join known on known.words = split.words
where item.run_id = split.run_id and item.checkout_id = split.checkout_id;

alter table sync_run_item drop column reason;

-- ── What went wrong at Stripe ────────────────────────────────────────────────────────────────────

create function code_of_problem(words text) returns text language sql immutable as $$
  select case
    when words like 'Stripe has not answered lately%' then 'not_asked'
    when words = 'Stripe did not answer in time' then 'timeout'
    when words like 'Stripe did not answer: %' then 'no_answer: ' || substr(words, 24)
    when words like 'Stripe answered with status %' then 'server_error: ' || substr(words, 29)
    when words like 'Stripe takes no more calls for now%' then 'rate_limited'
    when words like 'Stripe does not accept the secret key%' then 'key_refused'
    else words
  end
$$;

update checkout set last_sync_error = code_of_problem(last_sync_error) where last_sync_error is not null;
update webhook_event set last_error = code_of_problem(last_error) where last_error is not null;
update service_status set last_error = code_of_problem(last_error) where last_error is not null;
alter table webhook_attempt disable trigger webhook_attempt_append_only;
update webhook_attempt set error = code_of_problem(error) where error is not null;
alter table webhook_attempt enable trigger webhook_attempt_append_only;

drop function code_of_problem;

update webhook_rejection
set reason = case
  when reason = 'malformed: no Stripe-Signature header' then 'no_signature'
  when reason like 'signature: %' then 'wrong_' || reason
  when reason like 'too old: %' then 'too_old: ' || substr(reason, 10)
  else reason
end;

-- ── Stock ────────────────────────────────────────────────────────────────────────────────────────

alter table stock_movement disable trigger stock_movement_append_only;
update stock_movement
set reason = known.code
from (
  values
    ('First delivery', 'first_delivery'),
    ('Order cancelled', 'order_cancelled'),
    ('Refund succeeded', 'refund_succeeded'),
    ('Refunded at Stripe', 'refunded_at_stripe'),
    ('Refund paid another way', 'refund_paid_another_way'),
    ('Back in stock', 'returned_without_refund'),
    ('Refund failed', 'refund_failed'),
    ('Taken for the order again', 'taken_for_order_again')
) as known (words, code)
where stock_movement.reason = known.words;
alter table stock_movement enable trigger stock_movement_append_only;

-- ── The audit log ────────────────────────────────────────────────────────────────────────────────

alter table audit_entry disable trigger audit_entry_append_only;
update audit_entry
set
  subject = 'payments',
  after = after || jsonb_build_object('count', split_part(subject, ' ', 1)::integer)
where action = 'sync.start' and subject ~ '^\d{1,9} payments?$';
update audit_entry
set after = after || jsonb_build_object('scope', case after ->> 'scope' when 'all pending' then 'pending' else 'selected' end)
where action = 'sync.start' and after ->> 'scope' in ('all pending', 'selected orders');
update audit_entry
set
  subject = 'webhook_events',
  after = (after - 'received') || jsonb_build_object('count', split_part(subject, ' ', 1)::integer)
where action = 'webhook.retry' and subject ~ '^\d{1,9} events?$';
update audit_entry set subject = 'declined_payments' where action = 'declines.export' and subject = 'declined payments';
update audit_entry
set after = after || jsonb_build_object('with', replace(after ->> 'with', ' ', '_'))
where action = 'staff.sign_in' and after ->> 'with' in ('password and code', 'password and backup code');
update audit_entry
set
  before = regexp_replace(before::text, '"picture (\d+)":', '"picture_\1":', 'g')::jsonb,
  after = regexp_replace(after::text, '"picture (\d+)":', '"picture_\1":', 'g')::jsonb
where action = 'product.describe_picture';
update audit_entry
set staff_name = 'somebody', staff_email = 'not_signed_in'
where staff_email = 'not signed in';
alter table audit_entry enable trigger audit_entry_append_only;

-- From here on the database takes codes alone; what older versions wrote stays.
alter table audit_entry add constraint audit_entry_action_is_code
  check (action ~ '^[a-z_]+\.[a-z_]+$') not valid;
alter table stock_movement add constraint stock_movement_reason_is_code
  check (reason ~ '^[a-z_]+$') not valid;
