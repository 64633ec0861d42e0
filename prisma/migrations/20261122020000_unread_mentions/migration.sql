-- What mentions somebody, so that mentions are counted without reading every unread message. Few messages are in it.
CREATE INDEX "messages_mentions_idx" ON "messages" ("room_id", "seq") WHERE "mentions" <> '{}';
