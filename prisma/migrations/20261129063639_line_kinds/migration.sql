-- Nothing ever made a product of another kind, and whatever stands in the column was sold as a physical one. A kind
-- comes back with the code that sells it.
create type product_kind_new as enum ('physical');
alter table product alter column kind type product_kind_new using 'physical'::product_kind_new;
drop type product_kind;
alter type product_kind_new rename to product_kind;

-- What a line reserves and how it is delivered follow from the kind that its product had when it was bought.
alter table checkout_line add column kind product_kind not null default 'physical';
alter table order_line add column kind product_kind not null default 'physical';
