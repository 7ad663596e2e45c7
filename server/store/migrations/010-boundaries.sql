-- Boundaries change. An edition of them holds from a local day on; the first holds from the beginning. `changes` is JSON of
-- what the edition did to each area, `moved` the tickets that lay in other areas when it was taken.
CREATE TABLE edition (
  number INTEGER NOT NULL,
  valid_from DATE,
  name VARCHAR,
  note VARCHAR,
  file VARCHAR,
  imported_at TIMESTAMP,
  by_role VARCHAR,
  moved BIGINT,
  changes VARCHAR
);
INSERT INTO edition (number) VALUES (1);

-- `area` has the boundaries of today; `since` is the edition that a version of an area began with.
ALTER TABLE area ADD COLUMN since INTEGER DEFAULT 1;

-- Versions that no longer hold: from edition `since` on, until edition `until` began. `heir` is the code of the area where
-- tickets known by its code alone are today, null where the area goes on under its code.
CREATE TABLE former_area (
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
  label_lat DOUBLE,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  heir VARCHAR
);

-- Where a ticket lay by the boundaries of the day it was reported on, as far as that differs from today: `then_placed` is
-- null where it does not.
ALTER TABLE ticket ADD COLUMN then_placed placed;
ALTER TABLE ticket ADD COLUMN then0 INTEGER;
ALTER TABLE ticket ADD COLUMN then1 INTEGER;
ALTER TABLE ticket ADD COLUMN then2 INTEGER;
ALTER TABLE ticket ADD COLUMN then3 INTEGER;
ALTER TABLE ticket ADD COLUMN then4 INTEGER;
ALTER TABLE ticket ADD COLUMN then5 INTEGER;
