-- What happens to few tickets is kept as seconds since 1970 and the microseconds beyond, too, the seconds in 32 bits: what is rare the
-- engine packs as it is, number by number, and of an instant that takes ten bytes. It is read as before, as columns that are made
-- of these. The table is written anew: after a crash the engine cannot replay a change of a table that has columns made of others.
DROP VIEW line;
-- the next step makes it again
DROP VIEW holding;
ALTER TABLE ticket RENAME TO ticket_before;
-- One row a ticket.
CREATE TABLE ticket (
  key BIGINT NOT NULL,
  id VARCHAR NOT NULL,
  source USMALLINT,
  category USMALLINT,
  urgency urgency NOT NULL,
  title VARCHAR,
  description VARCHAR,
  address VARCHAR,
  lon DOUBLE,
  lat DOUBLE,
  given_x DOUBLE,
  given_y DOUBLE,
  point_flag point_flag,
  area_code VARCHAR,
  placed placed NOT NULL,
  area0 INTEGER,
  area1 INTEGER,
  area2 INTEGER,
  area3 INTEGER,
  area4 INTEGER,
  area5 INTEGER,
  reported_s BIGINT NOT NULL,
  reported_us INTEGER NOT NULL DEFAULT 0,
  filed_s BIGINT,
  filed_us INTEGER NOT NULL DEFAULT 0,
  dispatched_s BIGINT,
  dispatched_us INTEGER NOT NULL DEFAULT 0,
  signed_s BIGINT,
  signed_us INTEGER NOT NULL DEFAULT 0,
  first_contact_s BIGINT,
  first_contact_us INTEGER NOT NULL DEFAULT 0,
  handled_s BIGINT,
  handled_us INTEGER NOT NULL DEFAULT 0,
  verified_s BIGINT,
  verified_us INTEGER NOT NULL DEFAULT 0,
  closed_s BIGINT,
  closed_us INTEGER NOT NULL DEFAULT 0,
  due_s BIGINT,
  due_us INTEGER NOT NULL DEFAULT 0,
  given_due_s BIGINT,
  given_due_us INTEGER NOT NULL DEFAULT 0,
  due_soon_s BIGINT,
  due_soon_us INTEGER NOT NULL DEFAULT 0,
  first_contact_due_s BIGINT,
  first_contact_due_us INTEGER NOT NULL DEFAULT 0,
  status status NOT NULL,
  status_kind status_kind NOT NULL,
  tier USMALLINT,
  unit USMALLINT,
  solved_tier USMALLINT,
  returns USMALLINT NOT NULL,
  transfers USMALLINT NOT NULL,
  reworks USMALLINT NOT NULL,
  supervised BOOLEAN NOT NULL,
  suspended BOOLEAN NOT NULL,
  unreasonable BOOLEAN NOT NULL,
  contacted BOOLEAN,
  solved BOOLEAN,
  satisfied BOOLEAN,
  prior_ticket VARCHAR,
  day DATE NOT NULL,
  closed_day DATE,
  handling_seconds INTEGER,
  on_time BOOLEAN,
  given_crs VARCHAR,
  -- which counts the ticket's row gave: 1 returns, 2 transfers, 4 reworks
  given_counts UTINYINT NOT NULL DEFAULT 0,
  logged BOOLEAN NOT NULL DEFAULT FALSE,
  first_tier USMALLINT,
  hand_offs USMALLINT,
  ping_pongs USMALLINT,
  escalated_s UINTEGER,
  escalated_us INTEGER NOT NULL DEFAULT 0,
  joined_s UINTEGER,
  joined_us INTEGER NOT NULL DEFAULT 0,
  returned_s UINTEGER,
  returned_us INTEGER NOT NULL DEFAULT 0,
  reworked_s UINTEGER,
  reworked_us INTEGER NOT NULL DEFAULT 0,
  reopened_s UINTEGER,
  reopened_us INTEGER NOT NULL DEFAULT 0,
  bounced_s UINTEGER,
  bounced_us INTEGER NOT NULL DEFAULT 0,
  problem_s UINTEGER,
  problem_us INTEGER NOT NULL DEFAULT 0,
  list_tier USMALLINT,
  below_list BOOLEAN,
  beyond_list_s UINTEGER,
  beyond_list_us INTEGER NOT NULL DEFAULT 0,
  pushed_down_s UINTEGER,
  pushed_down_us INTEGER NOT NULL DEFAULT 0,
  -- base cell and child digits of the H3 cell of its point at resolution 11
  cell_number UBIGINT,
  shared_point BOOLEAN DEFAULT FALSE,
  repeat_nth USMALLINT,
  repeat_place BOOLEAN DEFAULT FALSE,
  tier_seconds INTEGER,
  tier_way VARCHAR,
  unit_way VARCHAR,
  -- where it is not the handling less `tier_seconds`, or the dispatch where there is no such
  moved_s BIGINT,
  moved_us INTEGER NOT NULL DEFAULT 0,
  from_log BOOLEAN DEFAULT FALSE,
  then_placed placed,
  then0 INTEGER,
  then1 INTEGER,
  then2 INTEGER,
  then3 INTEGER,
  then4 INTEGER,
  then5 INTEGER,
  outlasts TIMESTAMP,
  due_given BOOLEAN,
  reported_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(reported_s * 1000000 + reported_us)) VIRTUAL,
  filed_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(filed_s * 1000000 + filed_us)) VIRTUAL,
  dispatched_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(dispatched_s * 1000000 + dispatched_us)) VIRTUAL,
  signed_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(signed_s * 1000000 + signed_us)) VIRTUAL,
  first_contact_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(first_contact_s * 1000000 + first_contact_us)) VIRTUAL,
  handled_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(handled_s * 1000000 + handled_us)) VIRTUAL,
  verified_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(verified_s * 1000000 + verified_us)) VIRTUAL,
  closed_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(closed_s * 1000000 + closed_us)) VIRTUAL,
  due_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(due_s * 1000000 + due_us)) VIRTUAL,
  given_due_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(given_due_s * 1000000 + given_due_us)) VIRTUAL,
  due_soon_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(due_soon_s * 1000000 + due_soon_us)) VIRTUAL,
  first_contact_due_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(first_contact_due_s * 1000000 + first_contact_due_us)) VIRTUAL,
  escalated_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(escalated_s AS BIGINT) * 1000000 + escalated_us)) VIRTUAL,
  joined_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(joined_s AS BIGINT) * 1000000 + joined_us)) VIRTUAL,
  returned_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(returned_s AS BIGINT) * 1000000 + returned_us)) VIRTUAL,
  reworked_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(reworked_s AS BIGINT) * 1000000 + reworked_us)) VIRTUAL,
  reopened_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(reopened_s AS BIGINT) * 1000000 + reopened_us)) VIRTUAL,
  bounced_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(bounced_s AS BIGINT) * 1000000 + bounced_us)) VIRTUAL,
  problem_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(problem_s AS BIGINT) * 1000000 + problem_us)) VIRTUAL,
  beyond_list_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(beyond_list_s AS BIGINT) * 1000000 + beyond_list_us)) VIRTUAL,
  pushed_down_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(CAST(pushed_down_s AS BIGINT) * 1000000 + pushed_down_us)) VIRTUAL,
  -- a ticket has a way as soon as anybody has had it
  moved_at TIMESTAMP GENERATED ALWAYS AS (make_timestamp(coalesce(moved_s * 1000000 + moved_us, CASE WHEN tier_way IS NOT NULL
    THEN coalesce((handled_s - tier_seconds) * 1000000 + handled_us, dispatched_s * 1000000 + dispatched_us) END))) VIRTUAL,
  -- mode 1, resolution 11, and the digits below it unused
  cell UBIGINT GENERATED ALWAYS AS ((cell_number << 12) | 626000348204503039) VIRTUAL
);
INSERT INTO ticket BY NAME
  SELECT * EXCLUDE (
      reported_at, filed_at, dispatched_at, signed_at, first_contact_at, handled_at, verified_at, closed_at,
      due_at, given_due_at, due_soon_at, first_contact_due_at, escalated_at, joined_at, returned_at,
      reworked_at, reopened_at, bounced_at, problem_at, beyond_list_at, pushed_down_at, moved_at, cell
    ),
    epoch_us(escalated_at) // 1000000 AS escalated_s, coalesce(epoch_us(escalated_at) % 1000000, 0) AS escalated_us,
    epoch_us(joined_at) // 1000000 AS joined_s, coalesce(epoch_us(joined_at) % 1000000, 0) AS joined_us,
    epoch_us(returned_at) // 1000000 AS returned_s, coalesce(epoch_us(returned_at) % 1000000, 0) AS returned_us,
    epoch_us(reworked_at) // 1000000 AS reworked_s, coalesce(epoch_us(reworked_at) % 1000000, 0) AS reworked_us,
    epoch_us(reopened_at) // 1000000 AS reopened_s, coalesce(epoch_us(reopened_at) % 1000000, 0) AS reopened_us,
    epoch_us(bounced_at) // 1000000 AS bounced_s, coalesce(epoch_us(bounced_at) % 1000000, 0) AS bounced_us,
    epoch_us(problem_at) // 1000000 AS problem_s, coalesce(epoch_us(problem_at) % 1000000, 0) AS problem_us,
    epoch_us(beyond_list_at) // 1000000 AS beyond_list_s, coalesce(epoch_us(beyond_list_at) % 1000000, 0) AS beyond_list_us,
    epoch_us(pushed_down_at) // 1000000 AS pushed_down_s, coalesce(epoch_us(pushed_down_at) % 1000000, 0) AS pushed_down_us
  FROM ticket_before;
DROP TABLE ticket_before;

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
