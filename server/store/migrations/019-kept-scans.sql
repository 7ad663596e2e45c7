-- One row a scan that was made: what it found, as JSON. The same numbers scanned the same way find the same, so a server that
-- starts anew need not begin again. Nothing in it is a ticket's; it may be emptied at any time.
CREATE TABLE kept_scan (
  -- rises with every scan that is kept
  number BIGINT NOT NULL,
  -- which way of scanning, and what it was given
  method USMALLINT NOT NULL,
  fingerprint VARCHAR NOT NULL,
  found VARCHAR NOT NULL
);
