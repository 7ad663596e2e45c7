-- Times are UTC; days are the centre's local ones. Keys are small integers of this database, ids and codes are the outside's.

CREATE TYPE status AS ENUM ('reported', 'filed', 'dispatched', 'in_progress', 'handled', 'returned', 'suspended', 'closed', 'rejected', 'void', 'duplicate');
CREATE TYPE status_kind AS ENUM ('open', 'paused', 'closed');
CREATE TYPE urgency AS ENUM ('normal', 'urgent', 'danger');
CREATE TYPE placed AS ENUM ('point', 'code', 'none');
CREATE TYPE point_flag AS ENUM ('zero', 'rounded', 'swapped', 'outside', 'invalid');
CREATE TYPE event_kind AS ENUM ('reported', 'filed', 'dispatched', 'signed', 'contacted', 'transferred', 'escalated', 'returned', 'co_assigned', 'handled', 'verified', 'reworked', 'supervised', 'suspended', 'resumed', 'reopened', 'closed');

-- One row: the pack's centre.json as read, its basemap, and the version that grows with every commit.
CREATE TABLE centre (
  pack VARCHAR NOT NULL,
  basemap VARCHAR,
  loaded_at TIMESTAMP NOT NULL,
  -- code of the area that intake made of the whole centre because the files have a single level; null where there is none
  made_root VARCHAR
);

CREATE TABLE level (depth UTINYINT NOT NULL, id VARCHAR NOT NULL, name_en VARCHAR NOT NULL, name_zh VARCHAR NOT NULL);
CREATE TABLE source (key USMALLINT NOT NULL, id VARCHAR NOT NULL, name_en VARCHAR NOT NULL, name_zh VARCHAR NOT NULL, proactive BOOLEAN NOT NULL);
CREATE TABLE category (key USMALLINT NOT NULL, id VARCHAR NOT NULL, name_en VARCHAR NOT NULL, name_zh VARCHAR NOT NULL, parent USMALLINT);
CREATE TABLE tier (key USMALLINT NOT NULL, id VARCHAR NOT NULL, name_en VARCHAR NOT NULL, name_zh VARCHAR NOT NULL);
CREATE TABLE unit (key USMALLINT NOT NULL, id VARCHAR NOT NULL, name_en VARCHAR NOT NULL, name_zh VARCHAR NOT NULL, tier USMALLINT, lon DOUBLE, lat DOUBLE, area_code VARCHAR);

-- One row a version of an area's boundary; `parent` is the key of the area above.
CREATE TABLE area (
  key INTEGER NOT NULL,
  code VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  name_en VARCHAR,
  depth UTINYINT NOT NULL,
  parent INTEGER,
  kind VARCHAR NOT NULL,
  lead VARCHAR,
  households INTEGER,
  population INTEGER,
  valid_from DATE,
  valid_to DATE,
  geometry VARCHAR,
  west DOUBLE,
  south DOUBLE,
  east DOUBLE,
  north DOUBLE,
  label_lon DOUBLE,
  label_lat DOUBLE
);

CREATE SEQUENCE ticket_key START 1;

-- One row a ticket. area0 to area5: keys of its basic areas, widest level first, null where it lies in none.
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
  reported_at TIMESTAMP NOT NULL,
  filed_at TIMESTAMP,
  dispatched_at TIMESTAMP,
  signed_at TIMESTAMP,
  first_contact_at TIMESTAMP,
  handled_at TIMESTAMP,
  verified_at TIMESTAMP,
  closed_at TIMESTAMP,
  due_at TIMESTAMP,
  given_due_at TIMESTAMP,
  due_soon_at TIMESTAMP,
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
  -- derived at write: local days, seconds from report to handling (else closing), closed by the deadline
  day DATE NOT NULL,
  closed_day DATE,
  handling_seconds INTEGER,
  on_time BOOLEAN,
  -- system of given_x and given_y, e.g. GCJ-02; and which counts the row itself gave, the others follow the log:
  -- 1 returns, 2 transfers, 4 reworks
  given_crs VARCHAR,
  given_counts UTINYINT NOT NULL DEFAULT 0,
  -- told by the log at write, null where it does not tell: whether there is a log of its own; the tier that handled it
  -- first; changes of the unit that holds it, and returns to the unit before last among them; and when first it went
  -- above its first tier, was co-assigned, returned, reworked, reopened, came back to a unit, was passed round
  logged BOOLEAN NOT NULL DEFAULT FALSE,
  first_tier USMALLINT,
  hand_offs USMALLINT,
  ping_pongs USMALLINT,
  escalated_at TIMESTAMP,
  joined_at TIMESTAMP,
  returned_at TIMESTAMP,
  reworked_at TIMESTAMP,
  reopened_at TIMESTAMP,
  bounced_at TIMESTAMP,
  problem_at TIMESTAMP,
  -- by the pack's rules and checklists: until when the first contact is due; the tier whose list carries the category,
  -- whether it was solved below that tier, when first it went above it, and down to a tier whose list does not carry it
  first_contact_due_at TIMESTAMP,
  list_tier USMALLINT,
  below_list BOOLEAN,
  beyond_list_at TIMESTAMP,
  pushed_down_at TIMESTAMP
);

-- Special grids a ticket lies in, beside the tree.
CREATE TABLE ticket_special (ticket BIGINT NOT NULL, area INTEGER NOT NULL);

-- One row a log line; derived ones were told by the ticket's own timestamps.
CREATE TABLE event (
  ticket BIGINT NOT NULL,
  seq USMALLINT NOT NULL,
  happened_at TIMESTAMP NOT NULL,
  kind event_kind NOT NULL,
  from_unit USMALLINT,
  to_unit USMALLINT,
  from_tier USMALLINT,
  to_tier USMALLINT,
  reason VARCHAR,
  due_at TIMESTAMP,
  derived BOOLEAN NOT NULL
);
