-- The seq of a room's first message after a seq that was created at or after a moment; NULL where there is none.
-- By bisection over the primary key, as created_at nearly grows with seq: some 20 lookups in a room of a million
-- messages, and no index that each send would have to write to. What was numbered under the room's lock was stamped by
-- the database's clock or a node's, which may differ a little: so the last 100 messages before the place are looked at, too.
-- The planner is held to the primary key: a plan that was made while the table was small is kept for long.
CREATE FUNCTION first_message_at(room uuid, after_seq bigint, head bigint, moment timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
AS $$
DECLARE
  -- Messages below `low` are older; from `high` on they are not.
  low bigint := after_seq + 1;
  high bigint := head + 1;
  middle bigint;
  found_seq bigint;
  found_at timestamptz;
  stray bigint;
BEGIN
  WHILE low < high LOOP
    middle := low + (high - low) / 2;
    SELECT x.seq, x.created_at INTO found_seq, found_at FROM messages x
      WHERE x.room_id = room AND x.seq >= middle AND x.seq < high ORDER BY x.seq LIMIT 1;
    IF found_at < moment THEN
      low := found_seq + 1;
    ELSE
      high := middle;
    END IF;
  END LOOP;
  SELECT min(near.seq) INTO stray FROM (
    SELECT x.seq, x.created_at FROM messages x
    WHERE x.room_id = room AND x.seq < low AND x.seq > after_seq ORDER BY x.seq DESC LIMIT 100
  ) near WHERE near.created_at >= moment;
  IF stray IS NOT NULL THEN
    RETURN stray;
  END IF;
  SELECT x.seq INTO found_seq FROM messages x WHERE x.room_id = room AND x.seq >= low ORDER BY x.seq LIMIT 1;
  RETURN found_seq;
END $$;
