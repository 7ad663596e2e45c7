-- A database is half as large where it says nothing twice. Instants of logs and stays are kept as seconds since 1970 with
-- their fractions: the engine packs such numbers to what they tell, and a TIMESTAMP always to the microsecond. They are
-- read as before, as columns that are made of them.
DROP VIEW line;
DROP VIEW holding;

ALTER TABLE event RENAME TO event_before;
-- One row a log line.
CREATE TABLE event (
  ticket BIGINT NOT NULL,
  seq UINTEGER NOT NULL,
  happened_s DOUBLE NOT NULL,
  kind event_kind NOT NULL,
  from_unit USMALLINT,
  to_unit USMALLINT,
  from_tier USMALLINT,
  to_tier USMALLINT,
  reason VARCHAR,
  due_s DOUBLE,
  -- what the line itself said, where it named who has the ticket instead of who gave it to whom; null elsewhere
  said_kind event_kind,
  holder USMALLINT,
  holder_tier USMALLINT,
  happened_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(happened_s * 1e6 AS BIGINT))) VIRTUAL,
  due_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(due_s * 1e6 AS BIGINT))) VIRTUAL
);
INSERT INTO event (ticket, seq, happened_s, kind, from_unit, to_unit, from_tier, to_tier, reason, due_s, said_kind, holder,
    holder_tier)
  SELECT ticket, seq, epoch(happened_at), kind, from_unit, to_unit, from_tier, to_tier, reason, epoch(due_at), said_kind,
    holder, holder_tier
  FROM event_before;
DROP TABLE event_before;

ALTER TABLE stay RENAME TO stay_before;
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
INSERT INTO stay (ticket, nth, kind, handed, from_unit, from_tier, unit, tier, climb, unit_step, tier_step, unit_back,
    tier_back, reason, received_s, known_s, signed_s, left_s, left_by, verified_s, done_s, waiting_seconds, working_seconds,
    paused_seconds, before_seconds)
  SELECT ticket, nth, kind, handed, from_unit, from_tier, unit, tier, climb, unit_step, tier_step, unit_back, tier_back,
    reason, epoch(received_at), CASE WHEN known_at <> received_at THEN epoch(known_at) END, epoch(signed_at),
    CASE WHEN (received_at + to_seconds(waiting_seconds + coalesce(working_seconds, 0) + paused_seconds))
      IS DISTINCT FROM left_at THEN epoch(left_at) END,
    left_by, epoch(verified_at), epoch(done_at), waiting_seconds, working_seconds, paused_seconds, before_seconds
  FROM stay_before;
DROP TABLE stay_before;

-- The pair as given is kept where it is not the point itself (`given_crs` is null then), and the deadline as given where it is
-- not the one that counts: `due_given` says that the row gave it.
ALTER TABLE ticket ADD COLUMN due_given BOOLEAN;
UPDATE ticket SET given_x = NULL, given_y = NULL, given_crs = NULL
  WHERE given_crs = 'EPSG:4326' AND given_x = lon AND given_y = lat;
UPDATE ticket SET due_given = TRUE, given_due_at = CASE WHEN given_due_at IS DISTINCT FROM due_at THEN given_due_at END
  WHERE given_due_at IS NOT NULL;

-- Every line of every log, those included that the timestamps of a ticket without one tell: that a stage was reached and
-- when, never by whom.
CREATE VIEW line AS
  SELECT ticket, seq, happened_at, kind, from_unit, to_unit, from_tier, to_tier, reason, due_at, FALSE AS derived FROM event
  UNION ALL BY NAME
  SELECT ticket, CAST(entry.seq AS UINTEGER) AS seq, entry.happened_at AS happened_at,
    CAST(entry.kind AS event_kind) AS kind, TRUE AS derived
  FROM (
    SELECT t.key AS ticket, unnest([
      {seq: 0, happened_at: reported_at, kind: 'reported'},
      {seq: 1, happened_at: filed_at, kind: 'filed'},
      {seq: 1 + (filed_at IS NOT NULL)::INTEGER, happened_at: dispatched_at, kind: 'dispatched'},
      {seq: 1 + (filed_at IS NOT NULL)::INTEGER + (dispatched_at IS NOT NULL)::INTEGER,
        happened_at: signed_at, kind: 'signed'},
      {seq: 1 + (filed_at IS NOT NULL)::INTEGER + (dispatched_at IS NOT NULL)::INTEGER + (signed_at IS NOT NULL)::INTEGER,
        happened_at: first_contact_at, kind: 'contacted'},
      {seq: 1 + (filed_at IS NOT NULL)::INTEGER + (dispatched_at IS NOT NULL)::INTEGER + (signed_at IS NOT NULL)::INTEGER
        + (first_contact_at IS NOT NULL)::INTEGER, happened_at: handled_at, kind: 'handled'},
      {seq: 1 + (filed_at IS NOT NULL)::INTEGER + (dispatched_at IS NOT NULL)::INTEGER + (signed_at IS NOT NULL)::INTEGER
        + (first_contact_at IS NOT NULL)::INTEGER + (handled_at IS NOT NULL)::INTEGER,
        happened_at: verified_at, kind: 'verified'},
      {seq: 1 + (filed_at IS NOT NULL)::INTEGER + (dispatched_at IS NOT NULL)::INTEGER + (signed_at IS NOT NULL)::INTEGER
        + (first_contact_at IS NOT NULL)::INTEGER + (handled_at IS NOT NULL)::INTEGER + (verified_at IS NOT NULL)::INTEGER,
        happened_at: closed_at, kind: 'closed'}]) AS entry
    FROM ticket t WHERE NOT t.logged)
  WHERE entry.happened_at IS NOT NULL;

-- Every stay, those included that a ticket without a log tells of: one with the unit and tier that have it, unless its
-- counts say that it was passed on.
CREATE VIEW holding AS
  SELECT ticket, nth, kind, handed, from_unit, from_tier, unit, tier, climb, unit_step, tier_step, unit_back, tier_back,
    reason, received_at, known_at, signed_at, left_at, left_by, verified_at, done_at, waiting_seconds, working_seconds,
    paused_seconds, before_seconds, FALSE AS derived,
    -- the same in seconds since 1970, for what is only compared
    coalesce(known_s, received_s) AS known_s, signed_s,
    CASE WHEN left_by IS NOT NULL
      THEN coalesce(left_s, received_s + (waiting_seconds + coalesce(working_seconds, 0) + paused_seconds)) END AS left_s
    FROM stay
  UNION ALL BY NAME
  SELECT ticket, CAST(0 AS UINTEGER) AS nth, CAST('reported' AS event_kind) AS kind, FALSE AS handed, unit, tier,
    FALSE AS unit_step, FALSE AS tier_step, FALSE AS unit_back, FALSE AS tier_back, received_at, received_at AS known_at,
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
