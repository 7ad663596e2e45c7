-- Live intake. What a sender's Idempotency-Key was answered with, so that a repeated message is answered alike and taken once.
CREATE TABLE idempotency (
  caller VARCHAR NOT NULL,
  key VARCHAR NOT NULL,
  -- of the message; the same key with another message is refused
  fingerprint VARCHAR NOT NULL,
  -- JSON of the outcomes, in the order of the rows
  outcomes VARCHAR NOT NULL,
  taken_at TIMESTAMP NOT NULL
);

-- One row a live change of a ticket, in the order of the commits: what listeners are told, and resume from.
CREATE SEQUENCE change_id START 1;
CREATE TABLE change (
  id BIGINT NOT NULL,
  ticket BIGINT NOT NULL,
  -- created: the ticket is new; updated: its row changed; event: its log grew
  kind VARCHAR NOT NULL,
  happened_at TIMESTAMP NOT NULL
);
