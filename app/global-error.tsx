"use client";
import PageError from "./error.tsx";
import "./globals.css";

/** Where even the root layout failed: its own document, without Next's inline styles, which our policy refuses. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <PageError />
      </body>
    </html>
  );
}
