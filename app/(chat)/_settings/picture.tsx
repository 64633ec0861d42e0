"use client";
import { useMutation } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ChangeEvent, type DragEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#app/_components/avatar.tsx";
import { Button } from "#app/_components/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useClient, useMe } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";

const CropPicture = dynamic(() => import("./crop-picture.tsx"), { ssr: false });

/** What a browser may be asked to open; what leaves it is small. */
const maxBytes = 30 * 1024 * 1024;
const accepted = "image/jpeg,image/png,image/webp,image/gif,image/avif";

/** My picture: chosen or dropped, cropped here, encoded anew by the server. */
export function Picture() {
  const t = useTranslations();
  const failure = useFailure();
  const client = useClient();
  const me = useMe();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const remove = useMutation({
    mutationFn: () => answerOf("pictures.delete"),
    onSuccess: ({ user }) => client.learnUsers([user]),
  });

  function take(next: File | undefined) {
    setProblem(null);
    if (!next) return;
    if (!accepted.split(",").includes(next.type)) return setProblem(t("picture.notPicture"));
    if (next.size > maxBytes) return setProblem(t("picture.tooLarge"));
    setFile(next);
  }
  function onChange(event: ChangeEvent<HTMLInputElement>) {
    take(event.target.files?.[0]);
    // The same file may be chosen again.
    event.target.value = "";
  }
  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  }

  return (
    // Dropping is a short cut for the button beside it.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={`flex flex-wrap items-center gap-4 rounded-lg p-2 -m-2 ${over ? "outline-2 outline-accent outline-dashed" : ""}`}
    >
      <Avatar id={me.id} name={me.name} url={me.avatarUrl} size="large" />
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap gap-2">
          <Button small onClick={() => input.current?.click()}>
            {me.avatarUrl ? t("picture.change") : t("picture.choose")}
          </Button>
          {me.avatarUrl && (
            <Button small kind="quiet" disabled={remove.isPending} onClick={() => remove.mutate()}>
              {t("picture.remove")}
            </Button>
          )}
        </div>
        <p className="text-ink-faint text-sm touch:hidden">{t("picture.hint")}</p>
        <input
          ref={input}
          type="file"
          accept={accepted}
          onChange={onChange}
          aria-label={t("picture.choose")}
          className="hidden"
        />
      </div>
      {(problem || remove.error) && <Notice>{problem ?? failure(remove.error)}</Notice>}
      {file && (
        <CropPicture
          file={file}
          onUnreadable={() => {
            setFile(null);
            setProblem(t("picture.unreadable"));
          }}
          onClose={() => setFile(null)}
        />
      )}
    </div>
  );
}
