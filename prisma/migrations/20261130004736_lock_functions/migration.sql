-- Locks that commands wait for: each is one round trip. A statement of a function sees what was committed before it began, so what
-- follows a lock is read as the one who had it before has left it.

-- Locks a checkout until the transaction ends; false: there is none. Its cart is locked first, against deletion.
create function lock_checkout(p_checkout_id uuid) returns boolean language plpgsql as $$
begin
  perform from cart where id = (select cart_id from checkout where id = p_checkout_id) for key share;
  perform from checkout where id = p_checkout_id for update;
  return found;
end $$;

-- Locks a network until the transaction ends, and counts its unpaid checkouts with reserved stock.
create function lock_network(p_network text) returns table (count integer, first_ends_at timestamptz)
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('holds of ' || p_network, 0));
  return query select count(*)::integer, min(c.expires_at) from checkout c
    where c.network = p_network and c.state in ('open', 'paying')
      and not exists (
        select from payment p where p.checkout_id = c.id
          and p.status in ('processing', 'requires_capture', 'succeeded'));
end $$;
