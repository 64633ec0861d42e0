"use client";
import { createStore } from "#client/store.ts";

/** Whether the conversation lies below another screen: what comes meanwhile is not seen. */
export const covered = createStore(false);
