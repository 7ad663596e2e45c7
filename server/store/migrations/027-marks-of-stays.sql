-- A stay says itself what else had to be looked up: 16 its ticket was no work to do (void, duplicate, rejected), 32 another
-- stay of its ticket follows.
UPDATE stay SET again = again + CAST(16 AS UTINYINT)
  FROM ticket t WHERE t.key = stay.ticket AND t.status > CAST('closed' AS status);
UPDATE stay SET again = again + CAST(32 AS UTINYINT)
  FROM (SELECT ticket, max(nth) AS last FROM stay WHERE nth > 0 GROUP BY ticket) l
  WHERE l.ticket = stay.ticket AND stay.nth < l.last;

-- Every stay, those included that a ticket without a log tells of: one with the unit and tier that have it, unless its
-- counts say that it was passed on.
CREATE VIEW holding AS
  SELECT ticket, nth, kind, handed, from_unit, from_tier, unit, tier, climb, unit_step, tier_step, unit_back, tier_back,
    again, reason, received_at, known_at, signed_at, left_at, left_by,
    verified_at, done_at, waiting_seconds, working_seconds, paused_seconds, before_seconds, FALSE AS derived,
    -- the same in seconds since 1970, as they are kept: to make instants of them takes longer than what is asked of them
    received_s, coalesce(known_s, received_s) AS known_s, signed_s, verified_s, done_s,
    CASE WHEN left_by IS NOT NULL
      THEN coalesce(left_s, received_s + (waiting_seconds + coalesce(working_seconds, 0) + paused_seconds)) END AS left_s
    FROM stay
  UNION ALL BY NAME
  SELECT ticket, CAST(0 AS UINTEGER) AS nth, CAST('reported' AS event_kind) AS kind, FALSE AS handed, unit, tier,
    FALSE AS unit_step, FALSE AS tier_step, FALSE AS unit_back, FALSE AS tier_back,
    CAST(CASE WHEN status <= CAST('closed' AS status) THEN 0 ELSE 16 END AS UTINYINT) AS again,
    received_at, received_at AS known_at,
    signed_at, left_at, CAST(CASE WHEN handled_at IS NOT NULL THEN 'handled' WHEN closed_at IS NOT NULL THEN 'closed' END
      AS event_kind) AS left_by,
    verified_at, closed_at AS done_at,
    CASE WHEN coalesce(signed_at, left_at) >= received_at AND coalesce(left_at >= received_at, TRUE)
      THEN CAST(least(date_diff('second', received_at, coalesce(signed_at, left_at)), 2147483647) AS INTEGER) END
      AS waiting_seconds,
    CASE WHEN left_at >= received_at AND signed_at >= received_at AND left_at >= signed_at
      THEN CAST(least(date_diff('second', signed_at, left_at), 2147483647) AS INTEGER) END AS working_seconds,
    CAST(0 AS INTEGER) AS paused_seconds, TRUE AS derived, epoch(received_at) AS received_s, epoch(received_at) AS known_s,
    epoch(signed_at) AS signed_s, epoch(left_at) AS left_s, epoch(verified_at) AS verified_s, epoch(closed_at) AS done_s
  FROM (
    SELECT key AS ticket, status, unit, tier, signed_at, handled_at, verified_at, closed_at,
      coalesce(dispatched_at, reported_at) AS received_at, coalesce(handled_at, closed_at) AS left_at
    FROM ticket WHERE NOT logged AND returns = 0 AND transfers = 0 AND coalesce(unit, tier) IS NOT NULL);
