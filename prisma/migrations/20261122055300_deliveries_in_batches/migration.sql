-- What a batch of messages tells its webhooks is one statement, and wakes each line once, however many they are.

CREATE FUNCTION deliver_events(envelopes jsonb[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO deliveries (workspace_id, webhook_id, line, event, room_id, seq, payload)
  SELECT r.workspace_id, w.id, 'webhook:' || w.id || ':' || r.id, e.envelope->>'event', r.id, (e.envelope->>'seq')::bigint, e.envelope
  FROM unnest(envelopes) WITH ORDINALITY AS e (envelope, ord)
  JOIN rooms r ON r.id = (e.envelope->>'roomId')::uuid
  JOIN outgoing_webhooks w ON w.workspace_id = r.workspace_id AND (w.room_id = r.id OR (w.room_id IS NULL AND r.kind = 'public'))
  WHERE w.disabled_at IS NULL AND e.envelope->>'event' = ANY (w.events)
  ORDER BY e.ord, w.id
$$;

CREATE OR REPLACE FUNCTION deliver_event(envelope jsonb) RETURNS void LANGUAGE sql AS $$
  SELECT deliver_events(ARRAY[envelope])
$$;

CREATE OR REPLACE FUNCTION send_messages(user_ids uuid[], room_ids uuid[], keys text[], digests bytea[], texts text[], mention_lists text[])
RETURNS TABLE (ord bigint, status text, seq bigint, created_at timestamptz)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET enable_material = off
AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz(3);
BEGIN
  PERFORM 1 FROM rooms r WHERE r.id = ANY (room_ids) ORDER BY r.id FOR UPDATE;
  moment := clock_timestamp();
  RETURN QUERY
  WITH judged AS (
    SELECT i.*, r.head, k.seq AS first_seq, k.created_at AS first_at,
      CASE
        WHEN k.digest = i.digest THEN 'repeated'
        WHEN k.digest IS NOT NULL THEN 'conflict'
        WHEN m.user_id IS NULL OR u.deactivated_at IS NOT NULL THEN 'notFound'
        WHEN r.archived_at IS NOT NULL THEN 'archived'
        ELSE 'sent'
      END AS status
    FROM unnest(user_ids, room_ids, keys, digests, texts, mention_lists)
      WITH ORDINALITY AS i (user_id, room_id, key, digest, text, mentions, ord)
    LEFT JOIN LATERAL (SELECT * FROM request_keys WHERE user_id = i.user_id AND request_id = i.key LIMIT 1) k ON true
    LEFT JOIN LATERAL (SELECT * FROM rooms WHERE id = i.room_id LIMIT 1) r ON true
    LEFT JOIN LATERAL (SELECT * FROM memberships WHERE room_id = i.room_id AND user_id = i.user_id LIMIT 1) m ON m.left_seq IS NULL
    LEFT JOIN LATERAL (SELECT * FROM users WHERE id = i.user_id LIMIT 1) u ON true
  ), numbered AS (
    SELECT j.*, CASE WHEN j.status = 'sent'
      THEN j.head + count(*) FILTER (WHERE j.status = 'sent') OVER (PARTITION BY j.room_id ORDER BY j.ord)
      ELSE j.first_seq END AS seq
    FROM judged j
  ), moved AS (
    UPDATE rooms r SET head = n.head
    FROM (SELECT room_id, max(seq) AS head FROM numbered WHERE status = 'sent' GROUP BY room_id) n
    WHERE r.id = ANY (room_ids) AND r.id = n.room_id
  ), kept AS (
    INSERT INTO messages (room_id, seq, changed_seq, author_id, text, request_id, mentions, created_at)
    SELECT n.room_id, n.seq, n.seq, n.user_id, n.text, n.key, n.mentions::uuid[], moment
    FROM numbered n WHERE n.status = 'sent'
  ), remembered AS (
    INSERT INTO request_keys (user_id, request_id, digest, room_id, seq, created_at)
    SELECT n.user_id, n.key, n.digest, n.room_id, n.seq, moment
    FROM numbered n WHERE n.status = 'sent'
  )
  SELECT n.ord, n.status, n.seq, coalesce(n.first_at, moment) FROM numbered n ORDER BY n.ord;

  -- Who hears of it is told in the same transaction. Asked once a batch, of a table that is empty on most servers.
  IF EXISTS (SELECT FROM outgoing_webhooks w WHERE w.disabled_at IS NULL AND 'message.created' = ANY (w.events)) THEN
    PERFORM deliver_events(array_agg(jsonb_build_object(
      'v', 1, 'type', 'event', 'event', 'message.created', 'roomId', x.room_id, 'seq', x.seq,
      'timestamp', iso_time(x.created_at), 'actorId', x.author_id,
      'payload', jsonb_build_object('messages', jsonb_build_array(jsonb_build_object(
        'roomId', x.room_id, 'seq', x.seq, 'changedSeq', x.changed_seq, 'authorId', x.author_id, 'text', x.text,
        'requestId', x.request_id, 'replyCount', 0, 'reactions', '[]'::jsonb, 'mentions', to_jsonb(x.mentions),
        'attachments', x.attachments, 'createdAt', iso_time(x.created_at))))) ORDER BY x.room_id, x.seq))
    FROM unnest(user_ids, keys) AS i (user_id, key)
    JOIN LATERAL (SELECT * FROM request_keys WHERE user_id = i.user_id AND request_id = i.key LIMIT 1) k ON k.created_at = moment
    JOIN LATERAL (SELECT * FROM messages WHERE room_id = k.room_id AND seq = k.seq LIMIT 1) x ON true
    -- Of those alone that somebody hears of.
    JOIN LATERAL (SELECT * FROM rooms WHERE id = x.room_id LIMIT 1) r ON EXISTS (
      SELECT FROM outgoing_webhooks w WHERE w.workspace_id = r.workspace_id AND w.disabled_at IS NULL
        AND 'message.created' = ANY (w.events) AND (w.room_id = r.id OR (w.room_id IS NULL AND r.kind = 'public')));
  END IF;
END $$;
