-- Whether the wallet that pays sets the delivery address at Stripe: all payments so far have the shop's.
alter table payment_session add column address_from_wallet boolean not null default false;
