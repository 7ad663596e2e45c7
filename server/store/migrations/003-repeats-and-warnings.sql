-- Told at write by the pack's rule of repeat places. `shared_point`: its exact point holds tickets of so many categories
-- that it is taken for an address's or an area's centre. `repeat_nth`: it was the nth of its category near it in the days
-- of the rule, null where it was the first or cannot be one (no point or one that many share, no category, void, duplicate,
-- rejected).
-- `repeat_place`: with it the place counts as a repeat place, at most once in the days of the rule.
-- Tickets written before this step say null in `shared_point` until the intake completes them at the next opening.
ALTER TABLE ticket ADD COLUMN shared_point BOOLEAN;
ALTER TABLE ticket ALTER COLUMN shared_point SET DEFAULT FALSE;
ALTER TABLE ticket ADD COLUMN repeat_nth USMALLINT;
ALTER TABLE ticket ADD COLUMN repeat_place BOOLEAN;
ALTER TABLE ticket ALTER COLUMN repeat_place SET DEFAULT FALSE;

CREATE SEQUENCE warning_log_number START 1;

-- One row whatever somebody did about a warning; rows are only ever added. The cluster is kept as it was then: `cells` are
-- H3 indexes at `resolution`, days are local, `to_day` not included; `category` null stands for all together.
CREATE TABLE warning_log (
  number BIGINT NOT NULL,
  warning VARCHAR NOT NULL,
  happened_at TIMESTAMP NOT NULL,
  action VARCHAR NOT NULL,
  by_role VARCHAR NOT NULL,
  reason VARCHAR,
  note VARCHAR,
  category VARCHAR,
  resolution UTINYINT NOT NULL,
  cells VARCHAR[] NOT NULL,
  from_day DATE NOT NULL,
  to_day DATE NOT NULL,
  observed INTEGER NOT NULL,
  expected DOUBLE NOT NULL
);
