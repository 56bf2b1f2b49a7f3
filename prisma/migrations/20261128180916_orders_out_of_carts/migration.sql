-- What was sold before left its cart when it was confirmed. Noted, so that nothing takes it out once more.
update checkout c set cart_taken_at = o.confirmed_at, cart_id = null
from "order" o
where o.checkout_id = c.id and o.confirmed_at is not null and c.cart_taken_at is null;
