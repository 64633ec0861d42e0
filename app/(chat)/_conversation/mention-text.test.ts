import { describe, expect, test } from "vitest";
import { matching, mentionBefore, pieces, toDisplay, toWire } from "./mention-text.ts";

const anna = { id: "0193aaaa-0000-7000-8000-000000000001", name: "Anna" };
const annaLee = { id: "0193aaaa-0000-7000-8000-000000000002", name: "Anna Lee" };
const jose = { id: "0193aaaa-0000-7000-8000-000000000003", name: "José" };
const people = [anna, annaLee, jose];
const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "Someone";

describe("mentions", () => {
  test("a name that was typed is the person, the longest name first", () => {
    expect(toWire("@Anna Lee and @Anna, hi", people)).toBe(`<@${annaLee.id}> and <@${anna.id}>, hi`);
  });

  test("part of a word, an address or a longer name is nobody", () => {
    expect(toWire("mail anna@Anna.org or @Annabel", people)).toBe("mail anna@Anna.org or @Annabel");
  });

  test("what is shown goes back to what was sent", () => {
    const wire = `<@${jose.id}>: ask <@${annaLee.id}>`;
    expect(toWire(toDisplay(wire, nameOf), people)).toBe(wire);
  });

  test("text falls into words and mentions, in order; what only looks like one stays text", () => {
    expect(pieces(`hi <@${anna.id}>! <@nobody>`)).toEqual([
      { text: "hi " },
      { mention: anna.id },
      { text: "! <@nobody>" },
    ]);
  });

  test("completion begins at an @ that begins a word, and follows one space", () => {
    expect(mentionBefore("hi @an", 6)).toEqual({ at: 3, query: "an" });
    expect(mentionBefore("hi @anna l", 10)).toEqual({ at: 3, query: "anna l" });
    expect(mentionBefore("me@example", 10)).toBeNull();
    expect(mentionBefore("hi @anna how are", 16)).toBeNull();
  });

  test("people are found by any of their names, without case or accents", () => {
    expect(matching(people, "jos", 5)).toEqual([jose]);
    expect(matching(people, "LEE", 5)).toEqual([annaLee]);
    expect(matching(people, "", 2)).toEqual([anna, annaLee]);
  });
});
