"use client";
import { useState } from "react";

const key = "parley:collapsed";

function stored(): string[] {
  try {
    return (localStorage.getItem(key) ?? "").split(" ");
  } catch {
    return [];
  }
}

/** Whether a section of the sidebar is folded away: remembered in this browser. */
export function useCollapsed(section: string, atFirst = false): [boolean, (collapsed: boolean) => void] {
  const [collapsed, setCollapsed] = useState(() => stored().includes(section) !== atFirst);
  const set = (next: boolean) => {
    setCollapsed(next);
    const others = stored().filter((each) => each !== "" && each !== section);
    try {
      localStorage.setItem(key, (next !== atFirst ? [...others, section] : others).join(" "));
    } catch {
      // Then it holds as long as the page lives.
    }
  };
  return [collapsed, set];
}
