import { expect, test } from "vitest";
import { accountIn } from "./account.ts";

const root = "root:x:0:0:root:/root:/bin/bash";
const nobody = "nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin";
const postgres = "postgres:x:101:104::/var/lib/postgresql:/bin/bash";
const parley = "parley:x:999:998::/home/parley:/bin/sh";

const chosen = (...lines: string[]) => {
  const warnings: string[] = [];
  return { ...accountIn(lines.join("\n"), (sentence) => warnings.push(sentence)), warnings };
};

test("started as root, PostgreSQL runs as a user of its own where there is one", () => {
  expect(chosen(root, nobody, postgres, parley)).toEqual({ uid: 999, gid: 998, warnings: [] });
  expect(chosen(root, nobody, postgres)).toEqual({ uid: 101, gid: 104, warnings: [] });
});

test("a user that other programs share will do, with a warning that says what to do", () => {
  const { warnings, ...account } = chosen(root, nobody);
  expect(account).toEqual({ uid: 65534, gid: 65533 });
  expect(warnings).toEqual([expect.stringContaining("useradd --system parley")]);
  expect(() => chosen(root)).toThrow("PostgreSQL refuses to run as root");
});
