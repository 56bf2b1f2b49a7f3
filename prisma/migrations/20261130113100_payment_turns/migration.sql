-- CreateTable
CREATE TABLE "stripe_budget" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "rate" DOUBLE PRECISION NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "reserved_tokens" DOUBLE PRECISION NOT NULL,
    "filled_at" TIMESTAMPTZ(3) NOT NULL,
    "limited_at" TIMESTAMPTZ(3),
    "limited_count" BIGINT NOT NULL DEFAULT 0,
    "counted_from" TIMESTAMPTZ(3) NOT NULL,
    "counted" INTEGER NOT NULL DEFAULT 0,
    "counted_before" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stripe_budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_turn" (
    "checkout_id" UUID NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_turn_pkey" PRIMARY KEY ("checkout_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "payment_turn_number_key" ON "payment_turn"("number");

-- CreateIndex
CREATE INDEX "payment_turn_seen_at_idx" ON "payment_turn"("seen_at");

-- AddForeignKey
ALTER TABLE "payment_turn" ADD CONSTRAINT "payment_turn_checkout_id_fkey" FOREIGN KEY ("checkout_id") REFERENCES "checkout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

alter table stripe_budget add constraint stripe_budget_one_row check (id = 1);

-- Takes up to p_wanted requests to Stripe from what all processes share. p_most: the most per second. p_purpose: people may take all
-- that is there; refunds and upkeep leave a part of it to them, and have a fifth of the rate for themselves, which people get when
-- nobody else needs it. retry_ms: when to ask again, if nothing was granted.
create function take_stripe_requests(p_purpose text, p_wanted integer, p_most double precision)
returns table (granted integer, rate double precision, retry_ms integer) language plpgsql as $$
declare
  b stripe_budget;
  at timestamptz;
  v_filled double precision;
  v_reserved_cap double precision;
  v_to_reserved double precision;
  v_kept double precision;
  v_own integer := 0;
begin
  insert into stripe_budget (id, rate, tokens, reserved_tokens, filled_at, counted_from)
    values (1, p_most, p_most, p_most / 5, clock_timestamp(), clock_timestamp()) on conflict do nothing;
  select * into b from stripe_budget where id = 1 for update;
  at := clock_timestamp(); -- after the lock
  -- Two seconds after the last refusal the rate begins to grow, by a tenth each second.
  b.rate := least(p_most, b.rate * power(1.1, least(600, greatest(0, extract(epoch from
    at - greatest(b.filled_at, coalesce(b.limited_at, '-infinity') + interval '2 seconds'))))));
  v_filled := b.rate * least(60, greatest(0, extract(epoch from at - b.filled_at)));
  v_reserved_cap := greatest(1, b.rate / 5);
  v_to_reserved := least(v_filled / 5, greatest(0, v_reserved_cap - b.reserved_tokens));
  b.reserved_tokens := least(v_reserved_cap, b.reserved_tokens + v_to_reserved);
  b.tokens := least(greatest(1, b.rate * 0.8), b.tokens + v_filled - v_to_reserved);
  v_kept := b.rate * case p_purpose when 'person' then 0 when 'refund' then 0.2 else 0.4 end;
  granted := least(p_wanted, floor(greatest(0, b.tokens - v_kept)))::integer;
  b.tokens := b.tokens - granted;
  if p_purpose <> 'person' then
    v_own := least(p_wanted - granted, floor(b.reserved_tokens))::integer;
    b.reserved_tokens := b.reserved_tokens - v_own;
    granted := granted + v_own;
  end if;
  if at >= b.counted_from + interval '1 second' then
    b.counted_before := case when at < b.counted_from + interval '2 seconds' then b.counted else 0 end;
    b.counted := 0;
    b.counted_from := at;
  end if;
  update stripe_budget set rate = b.rate, tokens = b.tokens, reserved_tokens = b.reserved_tokens,
    filled_at = case when b.filled_at > at + interval '1 minute' then at else greatest(b.filled_at, at) end, -- of a clock that was set back
    counted_from = b.counted_from, counted = b.counted + granted, counted_before = b.counted_before where id = 1;
  rate := b.rate;
  retry_ms := case when granted > 0 then 0
    when p_purpose = 'person' then ceil((1 - b.tokens) / (b.rate * 0.8) * 1000)
    else ceil((1 - b.reserved_tokens) / (b.rate / 5) * 1000) end;
  return next;
end $$;

-- Stripe has refused p_refused requests as too many. The rate falls to seven tenths of what was sent in the last second, at most once a
-- second and not below p_least, as one crowd brings many refusals.
create function slow_stripe_requests(p_refused integer, p_least double precision) returns void language sql as $$
  update stripe_budget set
    rate = case when is_new then greatest(p_least, least(rate, greatest(counted, counted_before)) * 0.7) else rate end,
    tokens = case when is_new then least(tokens, 0) else tokens end,
    reserved_tokens = case when is_new then least(reserved_tokens, 0) else reserved_tokens end,
    filled_at = case when is_new then greatest(filled_at, at) else filled_at end,
    limited_at = case when is_new then at else limited_at end,
    limited_count = limited_count + p_refused
  from (
    select id as row_id, clock_timestamp() as at,
      limited_at is null or limited_at < clock_timestamp() - interval '1 second' as is_new
    from stripe_budget where id = 1 for update
  ) as seen
  where id = row_id
$$;
