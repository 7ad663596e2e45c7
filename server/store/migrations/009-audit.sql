-- Every commit adds one to `commits`, whatever it wrote; `version` stands still for what no answer is made of.
ALTER TABLE data_version ADD COLUMN commits BIGINT DEFAULT 0;

-- One row whatever somebody saw, exported, changed or was refused; rows are only ever added, and removed by the retention
-- of the pack alone. `hash` is the SHA-256 of the row's canonical JSON behind the hash of the row before: see server/audit.
CREATE TABLE audit (
  seq BIGINT NOT NULL,
  happened_at TIMESTAMP NOT NULL,
  -- person, key, display, local, public; their id and name then
  kind VARCHAR NOT NULL,
  who VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  -- address of the asker, as far as it is known
  origin VARCHAR,
  action VARCHAR NOT NULL,
  -- kind of thing, and which
  what VARCHAR NOT NULL,
  subject VARCHAR,
  -- JSON of the filter asked with, with names in order
  filter VARCHAR,
  -- JSON of what else is told
  detail VARCHAR,
  request VARCHAR,
  hash VARCHAR NOT NULL
);

-- One row: the last entry, so that the next can be chained to it; and what the first that is kept is chained to.
CREATE TABLE audit_head (seq BIGINT NOT NULL, hash VARCHAR NOT NULL, anchor_seq BIGINT NOT NULL, anchor_hash VARCHAR NOT NULL);
INSERT INTO audit_head VALUES (0, '', 0, '');
