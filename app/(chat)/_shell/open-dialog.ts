"use client";
import { createContext, useContext } from "react";

/** What can be opened from anywhere in the chat, by name. */
export type DialogName = "createRoom" | "browse" | "direct" | "invite" | "switcher" | "keyboard";

export const DialogContext = createContext<(name: DialogName) => void>(() => undefined);
export const useOpenDialog = () => useContext(DialogContext);
