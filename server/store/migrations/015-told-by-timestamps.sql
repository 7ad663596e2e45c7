-- What a ticket's own timestamps tell in the place of a log is no longer written down beside them: it is told when asked.
DELETE FROM event WHERE derived;
DELETE FROM stay WHERE derived;
ALTER TABLE event DROP COLUMN derived;
ALTER TABLE stay DROP COLUMN derived;

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
  SELECT *, FALSE AS derived FROM stay
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
    CAST(0 AS INTEGER) AS paused_seconds, TRUE AS derived
  FROM (
    SELECT key AS ticket, unit, tier, signed_at, handled_at, verified_at, closed_at,
      coalesce(dispatched_at, reported_at) AS received_at, coalesce(handled_at, closed_at) AS left_at
    FROM ticket WHERE NOT logged AND returns = 0 AND transfers = 0 AND coalesce(unit, tier) IS NOT NULL);
