"use client";
import { useEffect, useState } from "react";
import { type Permission, permission } from "./desktop.ts";

/** What the browser permits, also after somebody changed it in the browser's own settings. */
export function usePermission(): [Permission, (told: Permission) => void] {
  const [state, setState] = useState(permission);
  useEffect(() => {
    const look = () => setState(permission());
    let status: PermissionStatus | null = null;
    let gone = false;
    navigator.permissions?.query({ name: "notifications" }).then(
      (found) => {
        if (gone) return;
        status = found;
        status.addEventListener("change", look);
      },
      // A browser that can't be asked is looked at when one comes back to the page.
      () => undefined,
    );
    window.addEventListener("focus", look);
    return () => {
      gone = true;
      status?.removeEventListener("change", look);
      window.removeEventListener("focus", look);
    };
  }, []);
  return [state, setState];
}
