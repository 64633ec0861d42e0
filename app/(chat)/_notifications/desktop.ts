/** Notifications of the system, which stay until they are read, here or elsewhere. */

/** Where they cannot be shown at all (plain http, some phones), `unsupported`. */
export type Permission = NotificationPermission | "unsupported";

export const permission = (): Permission =>
  typeof Notification === "undefined" ? "unsupported" : Notification.permission;

export type Shown = {
  /** Of two with the same tag, the later takes the earlier's place. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  readonly icon?: string | undefined;
  readonly onClick?: () => void;
};

/** Null where the browser refuses, as Chrome on Android does outside of a service worker. */
export function showNotification({ tag, title, body, icon, onClick }: Shown): Notification | null {
  if (permission() !== "granted") return null;
  // TypeScript does not know `renotify`: without it what takes another's place comes unseen. The sound is our own.
  const options: NotificationOptions & { renotify: boolean } = {
    tag,
    body,
    renotify: true,
    silent: true,
    ...(icon && { icon }),
  };
  try {
    const notification = new Notification(title, options);
    notification.onclick = () => {
      window.focus();
      notification.close();
      onClick?.();
    };
    return notification;
  } catch {
    return null;
  }
}
