-- Sets one line of a customer's cart, if the cart still is as the caller has read it: `p_contents` is what `cart_contents` said, null
-- if there was no cart, which is created then. A quantity of 0 removes the line. Answers whether it was done.
create function change_cart_line(
  p_token_hash text, p_contents text, p_cart_id uuid, p_currency text,
  p_line_id uuid, p_variant_id uuid, p_starts_at timestamptz, p_quantity integer, p_now timestamptz
) returns boolean language plpgsql as $$
declare
  changed_id uuid;
begin
  if p_contents is null then
    insert into cart (id, token_hash, currency, created_at, updated_at)
    values (p_cart_id, p_token_hash, p_currency, p_now, p_now)
    on conflict (token_hash) do nothing returning id into changed_id;
    if changed_id is null then return false; end if;
  else
    select id into changed_id from cart where token_hash = p_token_hash for update;
    if changed_id is null or cart_contents(changed_id) <> p_contents then return false; end if;
    update cart set updated_at = p_now where id = changed_id;
  end if;
  if p_quantity = 0 then
    delete from cart_line
    where cart_id = changed_id and variant_id = p_variant_id and starts_at is not distinct from p_starts_at;
  else
    insert into cart_line (id, cart_id, variant_id, starts_at, quantity, created_at)
    values (p_line_id, changed_id, p_variant_id, p_starts_at, p_quantity, p_now)
    on conflict (cart_id, variant_id, starts_at) do update set quantity = excluded.quantity;
  end if;
  return true;
end $$;
