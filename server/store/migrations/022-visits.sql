-- Tickets with a holder or over a link are counted by counting the stays that are the first of theirs: stays become known in
-- their order, so that this holds as of any instant. The table is written anew: after a crash the engine cannot replay a
-- change of a table that has columns made of others.
CREATE TEMP TABLE stay_before AS SELECT ticket, nth, kind, handed, from_unit, from_tier, unit, tier, climb, unit_step, tier_step, unit_back,
    tier_back, reason, received_s, known_s, signed_s, left_s, left_by, verified_s, done_s, waiting_seconds, working_seconds,
    paused_seconds, before_seconds
  FROM stay;
DROP VIEW holding;
DROP TABLE stay;
-- One row a stay of a ticket with a holder, in the order of its log; written from the log at import.
CREATE TABLE stay (
  ticket BIGINT NOT NULL,
  nth UINTEGER NOT NULL,
  -- the line that gave it, reported where the log begins without a dispatch; whether that moved it to another holder
  kind event_kind NOT NULL,
  handed BOOLEAN NOT NULL,
  from_unit USMALLINT,
  from_tier USMALLINT,
  unit USMALLINT,
  tier USMALLINT,
  -- 1 to a higher tier, 0 to one beside or the same, -1 to a lower one; null where a tier is not told or has no rank
  climb TINYINT,
  -- another unit (tier) than the last one told, the first included; and closes a way from it to the giver and back
  unit_step BOOLEAN NOT NULL,
  tier_step BOOLEAN NOT NULL,
  unit_back BOOLEAN NOT NULL,
  tier_back BOOLEAN NOT NULL,
  -- what an earlier stay of the ticket has in common: 1 its unit, 2 its tier, and of hand-offs 4 giver and receiver by
  -- unit, 8 by tier
  again UTINYINT NOT NULL,
  reason VARCHAR,
  received_s DOUBLE NOT NULL,
  -- where it is later than `received_s`: when it and all before it had been received, whatever order their clocks say
  known_s DOUBLE,
  signed_s DOUBLE,
  -- handed on, handled or closed, and by which line; `left_s` is null where the seconds below run up to it
  left_s DOUBLE,
  left_by event_kind,
  -- of what was handled, verified, and closed or handed on
  verified_s DOUBLE,
  done_s DOUBLE,
  -- without what it was suspended; null where it has not ended or the clocks contradict
  waiting_seconds INTEGER,
  working_seconds INTEGER,
  paused_seconds INTEGER,
  -- how long the giver had had it
  before_seconds INTEGER,
  received_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(received_s * 1e6 AS BIGINT))) VIRTUAL,
  known_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(coalesce(known_s, received_s) * 1e6 AS BIGINT))) VIRTUAL,
  signed_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(signed_s * 1e6 AS BIGINT))) VIRTUAL,
  left_at TIMESTAMP GENERATED ALWAYS AS (CASE WHEN left_by IS NOT NULL THEN make_timestamp(CAST(coalesce(left_s,
    received_s + (waiting_seconds + coalesce(working_seconds, 0) + paused_seconds)) * 1e6 AS BIGINT)) END) VIRTUAL,
  verified_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(verified_s * 1e6 AS BIGINT))) VIRTUAL,
  done_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(done_s * 1e6 AS BIGINT))) VIRTUAL
);
INSERT INTO stay (again, ticket, nth, kind, handed, from_unit, from_tier, unit, tier, climb, unit_step, tier_step, unit_back,
    tier_back, reason, received_s, known_s, signed_s, left_s, left_by, verified_s, done_s, waiting_seconds, working_seconds,
    paused_seconds, before_seconds)
  SELECT coalesce(a.again, 0), b.* FROM stay_before b LEFT JOIN (
    SELECT ticket, nth, (row_number() OVER (PARTITION BY ticket, unit ORDER BY nth) > 1)::UTINYINT
      + 2 * (row_number() OVER (PARTITION BY ticket, tier ORDER BY nth) > 1)::UTINYINT
      + 4 * (handed AND row_number() OVER (PARTITION BY ticket, handed, from_unit, unit ORDER BY nth) > 1)::UTINYINT
      + 8 * (handed AND row_number() OVER (PARTITION BY ticket, handed, from_tier, tier ORDER BY nth) > 1)::UTINYINT AS again
    FROM stay_before WHERE ticket IN (SELECT ticket FROM stay_before WHERE nth = 1)
  ) a ON a.ticket = b.ticket AND a.nth = b.nth
  ORDER BY b.ticket, b.nth;
DROP TABLE stay_before;

-- Every stay, those included that a ticket without a log tells of: one with the unit and tier that have it, unless its
-- counts say that it was passed on.
CREATE VIEW holding AS
  SELECT ticket, nth, kind, handed, from_unit, from_tier, unit, tier, climb, unit_step, tier_step, unit_back, tier_back,
    again, reason, received_at, known_at, signed_at, left_at, left_by,
    verified_at, done_at, waiting_seconds, working_seconds, paused_seconds, before_seconds, FALSE AS derived,
    -- the same in seconds since 1970, for what is only compared
    coalesce(known_s, received_s) AS known_s, signed_s,
    CASE WHEN left_by IS NOT NULL
      THEN coalesce(left_s, received_s + (waiting_seconds + coalesce(working_seconds, 0) + paused_seconds)) END AS left_s
    FROM stay
  UNION ALL BY NAME
  SELECT ticket, CAST(0 AS UINTEGER) AS nth, CAST('reported' AS event_kind) AS kind, FALSE AS handed, unit, tier,
    FALSE AS unit_step, FALSE AS tier_step, FALSE AS unit_back, FALSE AS tier_back, CAST(0 AS UTINYINT) AS again,
    received_at, received_at AS known_at,
    signed_at, left_at, CAST(CASE WHEN handled_at IS NOT NULL THEN 'handled' WHEN closed_at IS NOT NULL THEN 'closed' END
      AS event_kind) AS left_by,
    verified_at, closed_at AS done_at,
    CASE WHEN coalesce(signed_at, left_at) >= received_at AND coalesce(left_at >= received_at, TRUE)
      THEN CAST(least(date_diff('second', received_at, coalesce(signed_at, left_at)), 2147483647) AS INTEGER) END
      AS waiting_seconds,
    CASE WHEN left_at >= received_at AND signed_at >= received_at AND left_at >= signed_at
      THEN CAST(least(date_diff('second', signed_at, left_at), 2147483647) AS INTEGER) END AS working_seconds,
    CAST(0 AS INTEGER) AS paused_seconds, TRUE AS derived, epoch(received_at) AS known_s, epoch(signed_at) AS signed_s,
    epoch(left_at) AS left_s
  FROM (
    SELECT key AS ticket, unit, tier, signed_at, handled_at, verified_at, closed_at,
      coalesce(dispatched_at, reported_at) AS received_at, coalesce(handled_at, closed_at) AS left_at
    FROM ticket WHERE NOT logged AND returns = 0 AND transfers = 0 AND coalesce(unit, tier) IS NOT NULL);
