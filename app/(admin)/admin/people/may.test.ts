import { expect, test } from "vitest";
import type { User, UserRole } from "#contract/entities.ts";
import { mayOf } from "./may.ts";

const person = (id: string, role: UserRole, deactivated = false): User => ({
  id,
  name: id,
  bot: false,
  role,
  ...(deactivated && { deactivatedAt: "2026-01-01T00:00:00.000Z" }),
});

test("an admin is offered nothing about owners, and no ownership to give", () => {
  const admin = person("ada", "admin");
  expect(mayOf(admin, person("oz", "owner"))).toEqual({ roles: [], deactivate: false });
  expect(mayOf(admin, person("bo", "member"))).toEqual({ roles: ["admin", "member", "guest"], deactivate: true });
});

test("an owner is offered every role of everybody, but not to deactivate themselves", () => {
  const owner = person("oz", "owner");
  expect(mayOf(owner, person("liz", "owner"))).toEqual({
    roles: ["owner", "admin", "member", "guest"],
    deactivate: true,
  });
  expect(mayOf(owner, owner).deactivate).toBe(false);
});

test("who is deactivated is let in again before they get another role", () => {
  expect(mayOf(person("oz", "owner"), person("bo", "member", true))).toEqual({ roles: [], deactivate: true });
});
