-- CreateTable
CREATE TABLE "user_pictures" (
    "user_id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pictures_pkey" PRIMARY KEY ("user_id")
);

-- AddForeignKey
ALTER TABLE "user_pictures" ADD CONSTRAINT "user_pictures_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what is encoded already does not compress, and is kept out of the row as it is.
ALTER TABLE "user_pictures" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
ALTER TABLE "user_pictures" ADD CONSTRAINT "user_pictures_sha256" CHECK (octet_length("digest") = 32);
