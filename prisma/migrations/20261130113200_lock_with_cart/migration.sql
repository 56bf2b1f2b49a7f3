-- Locks the cart of a checkout's customer and then the checkout, in one call: the order in which all code takes these locks. A customer
-- without a cart: `cart_id` is null, and the checkout is not locked, as the cart comes first.
create function lock_checkout_with_cart(p_checkout_id uuid) returns table (owner_hash text, cart_id uuid)
language plpgsql as $$
begin
  select c.owner_hash into owner_hash from checkout c where c.id = p_checkout_id;
  if not found then return; end if;
  select c.id into cart_id from cart c where c.token_hash = lock_checkout_with_cart.owner_hash for update;
  if found then perform lock_checkout(p_checkout_id); end if;
  return next;
end $$;
