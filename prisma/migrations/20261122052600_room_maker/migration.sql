-- Who made a room. Of rooms that were there before, nobody wrote it down.
ALTER TABLE "rooms" ADD COLUMN     "created_by_id" UUID;
