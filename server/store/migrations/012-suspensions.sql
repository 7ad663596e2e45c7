-- A suspension of a stay that nobody signed was counted twice: its logs are read again where there is one.
INSERT INTO untraced SELECT 'suspensions' WHERE EXISTS (SELECT 1 FROM event WHERE kind = 'suspended');
