-- Until when a ticket counts that was not done within 21 days of its report: to the year 9999 while it is open. Null for all others:
-- what a period can count is found among the reports of its own days, of the 21 before, and these few.
ALTER TABLE ticket ADD COLUMN outlasts TIMESTAMP;
UPDATE ticket SET outlasts = CASE WHEN status_kind = 'open' THEN CAST('9999-01-01' AS TIMESTAMP)
  ELSE greatest(reported_at, handled_at, closed_at) END
  WHERE status_kind = 'open' OR greatest(handled_at, closed_at) >= reported_at + INTERVAL 21 DAY;
