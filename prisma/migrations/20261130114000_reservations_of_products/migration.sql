-- How long a checkout reserves a product, where it is not as long as the shop's others.
alter table product
  add column "reservation_minutes" integer,
  add constraint product_reservation_minutes_check check (reservation_minutes between 1 and 60);
