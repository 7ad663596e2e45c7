-- The H3 cell (resolution 11) of a ticket's point, null where it has none. The engine cannot compute it: tickets written
-- before this step get theirs from the intake when the database is next opened for work.
ALTER TABLE ticket ADD COLUMN cell UBIGINT;
