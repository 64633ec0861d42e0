-- CreateEnum
CREATE TYPE "notify_level" AS ENUM ('all', 'mentions', 'nothing');

-- AlterTable
ALTER TABLE "memberships" ADD COLUMN     "favourite" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "muted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "notify" "notify_level";
