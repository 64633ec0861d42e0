"use client";
import { createContext, useContext } from "react";
import type { CustomItemComponentProps } from "virtua";

/** How many items the list has; -1 where more than are loaded. */
export const ListSizeContext = createContext(-1);

/** An item of a list of which only a part is in the page: it says which one it is. */
export function ListItem({ ref, style, index, children }: CustomItemComponentProps) {
  const size = useContext(ListSizeContext);
  return (
    <li ref={ref} style={style} data-index={index} aria-posinset={index + 1} aria-setsize={size}>
      {children}
    </li>
  );
}
