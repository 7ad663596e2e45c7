-- One row an alert, told or to be told to the webhook of its rule.
CREATE SEQUENCE alert_number START 1;
CREATE TABLE alert (
  number BIGINT NOT NULL,
  -- id of the pack's rule
  rule VARCHAR NOT NULL,
  -- urgent, overdue, cleared (no longer overdue), warning
  kind VARCHAR NOT NULL,
  -- what it is about, so that nothing is told twice: id of a ticket, place and category of a warning
  about VARCHAR NOT NULL,
  happened_at TIMESTAMP NOT NULL,
  -- the message as it is sent, JSON
  body VARCHAR NOT NULL,
  -- waiting, sent, given up
  state VARCHAR NOT NULL,
  attempts USMALLINT NOT NULL,
  next_at TIMESTAMP NOT NULL,
  -- status of the last answer; why the last attempt failed
  answered USMALLINT,
  error VARCHAR,
  sent_at TIMESTAMP
);
