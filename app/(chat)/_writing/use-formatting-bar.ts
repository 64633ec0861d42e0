"use client";
import { useState } from "react";

const key = "parley:formatting-bar";

/** Whether formats are shown above the text box, remembered in this browser. */
export function useFormattingBar(): [shown: boolean, toggle: () => void] {
  const [shown, setShown] = useState(read);
  const toggle = () => {
    setShown(!shown);
    try {
      if (shown) localStorage.removeItem(key);
      else localStorage.setItem(key, "shown");
    } catch {
      // Full or forbidden: it holds as long as the room is open.
    }
  };
  return [shown, toggle];
}

function read(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}
