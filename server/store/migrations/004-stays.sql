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
  received_at TIMESTAMP NOT NULL,
  -- when it and all before it had been received, whatever order their clocks say
  known_at TIMESTAMP NOT NULL,
  signed_at TIMESTAMP,
  -- handed on, handled or closed, and by which line; then, of what was handled, verified, and closed or handed on
  left_at TIMESTAMP,
  left_by event_kind,
  verified_at TIMESTAMP,
  done_at TIMESTAMP,
  -- without what it was suspended; null where it has not ended or the clocks contradict
  waiting_seconds INTEGER,
  working_seconds INTEGER,
  paused_seconds INTEGER,
  -- how long the giver had had it
  before_seconds INTEGER,
  derived BOOLEAN NOT NULL
);

-- seconds that a ticket spent at the tier that solved it; keys of the tiers and units that held it in order, repeats
-- collapsed, with > between, empty where its log names none, null where it has no stay that a log tells; and when the last began
ALTER TABLE ticket ADD COLUMN tier_seconds INTEGER;
ALTER TABLE ticket ADD COLUMN tier_way VARCHAR;
ALTER TABLE ticket ADD COLUMN unit_way VARCHAR;
ALTER TABLE ticket ADD COLUMN moved_at TIMESTAMP;

-- What this release keeps of logs and an earlier one did not: a row until it has been written.
CREATE TABLE untraced (what VARCHAR NOT NULL);
INSERT INTO untraced SELECT 'stays' WHERE EXISTS (SELECT 1 FROM ticket);
