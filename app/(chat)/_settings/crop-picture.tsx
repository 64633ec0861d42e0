"use client";
import "react-easy-crop/react-easy-crop.css";
import { useMutation } from "@tanstack/react-query";
import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp, Minus, Plus } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import Cropper, { type Area, type Point } from "react-easy-crop";
import { useTranslations } from "use-intl";
import { Button, IconButton } from "#app/_components/button.tsx";
import { Dialog } from "#app/_components/dialog.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { useClient } from "#app/_gateway/hooks.ts";
import { answerOf } from "#app/_gateway/rest.ts";
import { useFailure } from "#app/_gateway/use-failure.ts";
import { type Source, sourceOf, squareOf } from "./square-picture.ts";

type Props = { file: File; onUnreadable: () => void; onClose: () => void };

const zoomRange = { least: 1, most: 4, step: 0.1, press: 0.5 };
/** Pixels. */
const keyStep = 8;
/** A button moves it as far as its key, pressed so often. */
const presses = 3;

const moves = [
  { key: "ArrowLeft", name: "left", Icon: ChevronLeft },
  { key: "ArrowUp", name: "up", Icon: ChevronUp },
  { key: "ArrowDown", name: "down", Icon: ChevronDown },
  { key: "ArrowRight", name: "right", Icon: ChevronRight },
] as const;

/** Chooses the square that others see: moved by touch, mouse, arrows or buttons, zoomed by pinch, wheel, slider or buttons. It keeps the choice where sending fails. */
export default function CropPicture({ file, onUnreadable, onClose }: Props) {
  const t = useTranslations();
  const id = useId();
  const failure = useFailure();
  const client = useClient();
  const [source, setSource] = useState<Source | null>(null);
  const [crop, setCrop] = useState<Point>({ x: 0, y: 0 });
  const [zoom, setZoom] = useState<number>(zoomRange.least);
  const [area, setArea] = useState<Area | null>(null);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let current = true;
    let url = "";
    sourceOf(file).then(
      (made) => {
        url = made.url;
        if (current) setSource(made);
        else URL.revokeObjectURL(url);
      },
      () => current && onUnreadable(),
    );
    return () => {
      current = false;
      if (url) URL.revokeObjectURL(url);
    };
  }, [file, onUnreadable]);

  const save = useMutation({
    mutationFn: async () => {
      if (!source || !area) throw new Error("There is nothing to save yet.");
      return answerOf("pictures.put", { body: await squareOf(source, area) });
    },
    onSuccess: ({ user }) => {
      client.learnUsers([user]);
      onClose();
    },
  });

  const zoomBy = (by: number) => setZoom(Math.min(zoomRange.most, Math.max(zoomRange.least, zoom + by)));

  /** By the cropper's own keys: it alone knows how far the picture goes. */
  function move(key: string) {
    const cropper = frame.current?.querySelector("[role=application]");
    for (let n = 0; n < presses; n += 1)
      for (const type of ["keydown", "keyup"])
        flushSync(() => cropper?.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true })));
  }

  return (
    <Dialog title={t("picture.cropTitle")} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <div ref={frame} className="relative h-64 overflow-hidden rounded-md bg-sunken">
          {source && (
            <Cropper
              image={source.url}
              crop={crop}
              zoom={zoom}
              minZoom={zoomRange.least}
              maxZoom={zoomRange.most}
              aspect={1}
              cropShape="rect"
              objectFit="contain"
              showGrid={false}
              keyboardStep={keyStep}
              disableAutomaticStylesInjection
              cropperProps={{ "aria-label": t("picture.move"), role: "application" }}
              onCropChange={setCrop}
              onZoomChange={setZoom}
              onCropComplete={(_, pixels) => setArea(pixels)}
            />
          )}
        </div>
        <div dir="ltr" className="flex justify-center gap-1">
          {moves.map(({ key, name, Icon }) => (
            <IconButton key={key} label={t(`picture.${name}`)} disabled={!area} onClick={() => move(key)}>
              <Icon size={18} aria-hidden="true" />
            </IconButton>
          ))}
        </div>
        <div className="flex items-center gap-1">
          <label htmlFor={id} className="me-2 font-medium text-sm">
            {t("picture.zoom")}
          </label>
          <IconButton
            label={t("picture.zoomOut")}
            disabled={zoom <= zoomRange.least}
            onClick={() => zoomBy(-zoomRange.press)}
          >
            <Minus size={16} aria-hidden="true" />
          </IconButton>
          <input
            id={id}
            type="range"
            min={zoomRange.least}
            max={zoomRange.most}
            step={zoomRange.step}
            value={zoom}
            onChange={(event) => setZoom(Number(event.target.value))}
            className="h-8 min-w-16 flex-1 accent-accent touch:h-11"
          />
          <IconButton
            label={t("picture.zoomIn")}
            disabled={zoom >= zoomRange.most}
            onClick={() => zoomBy(zoomRange.press)}
          >
            <Plus size={16} aria-hidden="true" />
          </IconButton>
        </div>
        {save.error && <Notice>{failure(save.error)}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" disabled={!area || save.isPending} onClick={() => save.mutate()}>
            {save.isPending ? t("common.saving") : t("picture.save")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
