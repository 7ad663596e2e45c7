-- A log may be of any length; a log that names only who has the ticket keeps what its lines said beside what they come
-- to; and a ticket may be known by its log alone.

ALTER TABLE event ALTER seq TYPE UINTEGER;
-- what the line itself said, where it named who has the ticket instead of who gave it to whom; null elsewhere
ALTER TABLE event ADD COLUMN said_kind event_kind;
ALTER TABLE event ADD COLUMN holder USMALLINT;
ALTER TABLE event ADD COLUMN holder_tier USMALLINT;

-- made of its log, and told anew from it with every import of lines; a row of its own ends that
ALTER TABLE ticket ADD COLUMN from_log BOOLEAN DEFAULT FALSE;
