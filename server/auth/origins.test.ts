import { expect, test } from "vitest";
import { cookieCounts } from "./origins.ts";

const allowed = new Set(["https://chat.example.org", "https://intranet.example.org"]);

test.each([
  ["its own origin", "POST", { origin: "https://chat.example.org" }, true],
  ["an allowed origin", "GET", { origin: "https://intranet.example.org" }, true],
  ["another origin", "POST", { origin: "https://evil.example.org" }, false],
  ["another scheme", "GET", { origin: "http://chat.example.org" }, false],
  ["another port", "GET", { origin: "https://chat.example.org:8443" }, false],
  ["an origin that only begins like ours", "GET", { origin: "https://chat.example.org.evil.com" }, false],
  ["a sandboxed page", "GET", { origin: "null" }, false],
  ["two origins", "GET", { origin: ["https://chat.example.org", "https://evil.example.org"] }, false],
  [
    "a foreign origin with our referer",
    "GET",
    { origin: "https://evil.example.org", referer: "https://chat.example.org/" },
    false,
  ],
  [
    "a foreign origin that claims to be same-origin",
    "GET",
    { origin: "https://evil.example.org", "sec-fetch-site": "same-origin" },
    false,
  ],
  ["a browser's own GET", "GET", { "sec-fetch-site": "same-origin" }, true],
  ["a same-site GET", "GET", { "sec-fetch-site": "same-site" }, false],
  ["a cross-site GET", "GET", { "sec-fetch-site": "cross-site", referer: "https://chat.example.org/" }, false],
  ["an address typed into the bar", "GET", { "sec-fetch-site": "none" }, false],
  ["a POST by Sec-Fetch-Site alone", "POST", { "sec-fetch-site": "same-origin" }, false],
  ["an old browser's referer", "GET", { referer: "https://chat.example.org/r/general" }, true],
  ["an old browser's referer on a POST", "POST", { referer: "https://chat.example.org/r/general" }, true],
  ["a foreign referer", "GET", { referer: "https://evil.example.org/?https://chat.example.org/" }, false],
  ["a referer that is none", "GET", { referer: "chat.example.org" }, false],
  ["nothing at all", "GET", {}, false],
  ["nothing at all on a POST", "POST", {}, false],
])("AUTH-3: a cookie with %s", (_, method, headers, counts) => {
  expect(cookieCounts({ method, headers }, allowed)).toBe(counts);
});
