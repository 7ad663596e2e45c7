-- One row a person who may log in. An id is never used again.
CREATE TABLE account (
  id VARCHAR NOT NULL,
  -- as written; two that differ in capitals alone are one
  name VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  -- codes of areas; null: all
  scope VARCHAR[],
  -- argon2id in PHC form; null: by single sign-on alone
  password VARCHAR,
  -- of OpenID Connect; null: by password alone
  issuer VARCHAR,
  subject VARCHAR,
  disabled BOOLEAN NOT NULL,
  created_at TIMESTAMP NOT NULL,
  login_at TIMESTAMP
);

-- One row a login that has not ended.
CREATE TABLE session (
  -- SHA-256 of the id in the cookie, and of the one it replaced
  digest VARCHAR NOT NULL,
  previous VARCHAR,
  account VARCHAR NOT NULL,
  started_at TIMESTAMP NOT NULL,
  rotated_at TIMESTAMP NOT NULL,
  -- to the minute
  seen_at TIMESTAMP NOT NULL
);

-- One row a key of a machine or a token of a wall.
CREATE TABLE token (
  id VARCHAR NOT NULL,
  -- key, display
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  -- SHA-256 of the secret, which is random and long
  digest VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  scope VARCHAR[],
  -- scenes of a wall; null for keys
  scenes VARCHAR[],
  created_at TIMESTAMP NOT NULL,
  created_by VARCHAR NOT NULL,
  -- null: no end
  expires_at TIMESTAMP,
  -- to the hour
  used_at TIMESTAMP,
  revoked_at TIMESTAMP
);

-- Codes of the areas that whoever decided could see; null: all.
ALTER TABLE warning_log ADD COLUMN scope VARCHAR[];

-- One row a name, of an account or not, that was lately tried with a wrong password.
CREATE TABLE login_failure (
  -- SHA-256 of the name in small letters
  name_digest VARCHAR NOT NULL,
  failures INTEGER NOT NULL,
  last_at TIMESTAMP NOT NULL
);
