-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('owner', 'admin', 'member', 'guest');

-- CreateEnum
CREATE TYPE "room_kind" AS ENUM ('public', 'private', 'direct');

-- CreateEnum
CREATE TYPE "room_history" AS ENUM ('all', 'joining');

-- CreateEnum
CREATE TYPE "room_role" AS ENUM ('owner', 'moderator', 'member');

-- CreateTable
CREATE TABLE "server_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "nonce" UUID NOT NULL DEFAULT gen_random_uuid(),
    "setup_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "server_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" TEXT,
    "name" TEXT NOT NULL,
    "avatar_url" TEXT,
    "bot" BOOLEAN NOT NULL DEFAULT false,
    "role" "user_role" NOT NULL DEFAULT 'member',
    "password_hash" TEXT,
    "oidc_subject" TEXT,
    "deactivated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_tokens" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "used_tickets" (
    "jti" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_tickets_pkey" PRIMARY KEY ("jti")
);

-- CreateTable
CREATE TABLE "password_resets" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_resets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invites" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "role" "user_role" NOT NULL,
    "max_uses" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invites_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rooms" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "slug" TEXT,
    "name" TEXT NOT NULL,
    "topic" TEXT NOT NULL DEFAULT '',
    "kind" "room_kind" NOT NULL,
    "history" "room_history" NOT NULL DEFAULT 'all',
    "direct_key" TEXT,
    "head" BIGINT NOT NULL DEFAULT 0,
    "changed_seq" BIGINT NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rooms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "room_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "room_role" NOT NULL DEFAULT 'member',
    "changed_seq" BIGINT NOT NULL,
    "joined_seq" BIGINT NOT NULL,
    "left_seq" BIGINT,
    "left_at" TIMESTAMPTZ(3),
    "last_read_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("room_id","user_id")
);

-- CreateTable
CREATE TABLE "messages" (
    "room_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "changed_seq" BIGINT NOT NULL,
    "author_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "thread_seq" BIGINT,
    "reply_count" INTEGER NOT NULL DEFAULT 0,
    "mentions" UUID[] DEFAULT ARRAY[]::UUID[],
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "messages_pkey" PRIMARY KEY ("room_id","seq")
);

-- CreateTable
CREATE TABLE "reactions" (
    "room_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "emoji" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reactions_pkey" PRIMARY KEY ("room_id","seq","emoji","user_id")
);

-- CreateTable
CREATE TABLE "request_keys" (
    "user_id" UUID NOT NULL,
    "request_id" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "room_id" UUID,
    "seq" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_keys_pkey" PRIMARY KEY ("user_id","request_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "workspaces_slug_key" ON "workspaces"("slug");

-- CreateIndex
CREATE INDEX "users_workspace_id_changed_at_idx" ON "users"("workspace_id", "changed_at");

-- CreateIndex
CREATE UNIQUE INDEX "users_workspace_id_email_key" ON "users"("workspace_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "users_workspace_id_oidc_subject_key" ON "users"("workspace_id", "oidc_subject");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "access_tokens_hash_key" ON "access_tokens"("hash");

-- CreateIndex
CREATE INDEX "access_tokens_user_id_idx" ON "access_tokens"("user_id");

-- CreateIndex
CREATE INDEX "used_tickets_expires_at_idx" ON "used_tickets"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "password_resets_hash_key" ON "password_resets"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "invites_hash_key" ON "invites"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "rooms_workspace_id_slug_key" ON "rooms"("workspace_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "rooms_workspace_id_direct_key_key" ON "rooms"("workspace_id", "direct_key");

-- CreateIndex
CREATE INDEX "memberships_user_id_room_id_idx" ON "memberships"("user_id", "room_id");

-- CreateIndex
CREATE INDEX "memberships_room_id_changed_seq_idx" ON "memberships"("room_id", "changed_seq");

-- CreateIndex
CREATE INDEX "request_keys_created_at_idx" ON "request_keys"("created_at");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invites" ADD CONSTRAINT "invites_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "rooms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema cannot say, by hand from here on.

-- This history of the database gets its name when it begins (SYN-3).
ALTER TABLE "server_state" ADD CONSTRAINT "server_state_one_row" CHECK ("id" = 1);
INSERT INTO "server_state" ("id") VALUES (1);

-- New messages are found by the primary key, changed ones by this: nearly all messages stay as they were.
CREATE INDEX "messages_changed_idx" ON "messages" ("room_id", "changed_seq") WHERE "changed_seq" > "seq";

ALTER TABLE "rooms"
  ADD CONSTRAINT "rooms_head_covers_header" CHECK ("changed_seq" <= "head"),
  ADD CONSTRAINT "rooms_direct_by_people" CHECK (("kind" = 'direct') = ("direct_key" IS NOT NULL) AND ("kind" = 'direct') = ("slug" IS NULL)),
  ADD CONSTRAINT "rooms_direct_stays" CHECK ("kind" <> 'direct' OR "archived_at" IS NULL);
ALTER TABLE "memberships"
  ADD CONSTRAINT "memberships_seqs" CHECK ("joined_seq" > 0 AND "joined_seq" <= "changed_seq" AND "left_seq" > "joined_seq" IS NOT FALSE),
  ADD CONSTRAINT "memberships_left_whole" CHECK (("left_seq" IS NULL) = ("left_at" IS NULL));
ALTER TABLE "messages"
  ADD CONSTRAINT "messages_seqs" CHECK ("seq" > 0 AND "changed_seq" >= "seq" AND "thread_seq" < "seq" IS NOT FALSE),
  ADD CONSTRAINT "messages_tombstone" CHECK ("deleted_at" IS NULL OR "text" = '');
ALTER TABLE "messages" ALTER COLUMN "mentions" SET NOT NULL;

-- Each send updates its room's row: room on the page lets it stay there, without touching an index (HOT).
ALTER TABLE "rooms" SET (fillfactor = 50);
ALTER TABLE "memberships" SET (fillfactor = 90);

-- Sends a batch in one round trip and one commit; the answer has one row for each message asked for.
-- The first statement locks the rooms, always in the same order; the next one sees what was committed up to then, so
-- that membership, archiving and keys are judged together with the numbers (SEQ-1, SEQ-8, ENV-5). The caller removes
-- repeats of (user, key) within a batch. Each element of mention_lists is the literal of a uuid[].
-- The planner is held to one index lookup for each row (LIMIT keeps it from joining whole tables): a plan that was made
-- while the tables were small is kept for long, and would read every member of a large room for each message.
CREATE FUNCTION send_messages(user_ids uuid[], room_ids uuid[], keys text[], digests bytea[], texts text[], mention_lists text[])
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
END $$;
