-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('waiting', 'dead');

-- CreateTable
CREATE TABLE "incoming_webhooks" (
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "bot_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "incoming_webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_webhooks" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "room_id" UUID,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "events" TEXT[],
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,

    CONSTRAINT "outgoing_webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "position" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "webhook_id" UUID,
    "line" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "room_id" UUID,
    "seq" BIGINT,
    "payload" JSONB NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leased_until" TIMESTAMPTZ(3),
    "lease" UUID,
    "history" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "died_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "incoming_webhooks_bot_id_key" ON "incoming_webhooks"("bot_id");

-- CreateIndex
CREATE UNIQUE INDEX "incoming_webhooks_hash_key" ON "incoming_webhooks"("hash");

-- CreateIndex
CREATE INDEX "incoming_webhooks_room_id_idx" ON "incoming_webhooks"("room_id");

-- CreateIndex
CREATE INDEX "outgoing_webhooks_workspace_id_idx" ON "outgoing_webhooks"("workspace_id");

-- CreateIndex
CREATE INDEX "outgoing_webhooks_room_id_idx" ON "outgoing_webhooks"("room_id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_position_key" ON "deliveries"("position");

-- CreateIndex
CREATE INDEX "deliveries_webhook_id_idx" ON "deliveries"("webhook_id");

-- AddForeignKey
ALTER TABLE "incoming_webhooks" ADD CONSTRAINT "incoming_webhooks_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incoming_webhooks" ADD CONSTRAINT "incoming_webhooks_bot_id_fkey" FOREIGN KEY ("bot_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incoming_webhooks" ADD CONSTRAINT "incoming_webhooks_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_webhooks" ADD CONSTRAINT "outgoing_webhooks_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outgoing_webhooks" ADD CONSTRAINT "outgoing_webhooks_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "outgoing_webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say, by hand from here on.

ALTER TABLE "outgoing_webhooks" ALTER COLUMN "events" SET NOT NULL;
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_dead_whole" CHECK (("state" = 'dead') = ("died_at" IS NOT NULL));

-- The head of a line, and the newest dead letters.
CREATE INDEX "deliveries_line_idx" ON "deliveries" ("line", "position") WHERE "state" = 'waiting';
CREATE INDEX "deliveries_dead_idx" ON "deliveries" ("died_at" DESC, "id" DESC) WHERE "state" = 'dead';

-- As JavaScript writes a time.
CREATE FUNCTION iso_time(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- One event, to each webhook that wants it: called in the event's own transaction, under the room's lock, which is what
-- makes positions within a room grow in the order of its seqs.
CREATE FUNCTION deliver_event(envelope jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO deliveries (workspace_id, webhook_id, line, event, room_id, seq, payload)
  SELECT r.workspace_id, w.id, 'webhook:' || w.id || ':' || r.id, envelope->>'event', r.id, (envelope->>'seq')::bigint, envelope
  FROM rooms r
  JOIN outgoing_webhooks w ON w.workspace_id = r.workspace_id AND (w.room_id = r.id OR (w.room_id IS NULL AND r.kind = 'public'))
  WHERE r.id = (envelope->>'roomId')::uuid AND w.disabled_at IS NULL AND envelope->>'event' = ANY (w.events)
  ORDER BY w.id
$$;

-- A line that has something waiting has a job of the queue (graphile_worker, which the server sets up itself). A job that
-- waits for its line's next try keeps its time.
CREATE FUNCTION wake_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM graphile_worker.add_job('deliver', json_build_object('line', f.line), job_key => f.line, job_key_mode => 'preserve_run_at')
  FROM (SELECT DISTINCT line FROM fresh WHERE state = 'waiting' ORDER BY line) f;
  RETURN NULL;
END $$;
CREATE TRIGGER "deliveries_wake" AFTER INSERT ON "deliveries" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION wake_lines();

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
    PERFORM deliver_event(jsonb_build_object(
      'v', 1, 'type', 'event', 'event', 'message.created', 'roomId', x.room_id, 'seq', x.seq,
      'timestamp', iso_time(x.created_at), 'actorId', x.author_id,
      'payload', jsonb_build_object('messages', jsonb_build_array(jsonb_build_object(
        'roomId', x.room_id, 'seq', x.seq, 'changedSeq', x.changed_seq, 'authorId', x.author_id, 'text', x.text,
        'requestId', x.request_id, 'replyCount', 0, 'reactions', '[]'::jsonb, 'mentions', to_jsonb(x.mentions),
        'attachments', x.attachments, 'createdAt', iso_time(x.created_at))))))
    FROM unnest(user_ids, keys) AS i (user_id, key)
    JOIN LATERAL (SELECT * FROM request_keys WHERE user_id = i.user_id AND request_id = i.key LIMIT 1) k ON k.created_at = moment
    JOIN LATERAL (SELECT * FROM messages WHERE room_id = k.room_id AND seq = k.seq LIMIT 1) x ON true
    ORDER BY x.room_id, x.seq;
  END IF;
END $$;
