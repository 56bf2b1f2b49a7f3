-- What customs ask about goods: what they are, and where they were made.
alter table variant
  add column "hs_code" text,
  add column "origin_country" text,
  add constraint variant_hs_code_check check (hs_code ~ '^[0-9]{6,12}$'),
  add constraint variant_origin_country_check check (origin_country ~ '^[A-Z]{2}$');
