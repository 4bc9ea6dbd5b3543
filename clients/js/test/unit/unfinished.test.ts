import { expect, test } from "vitest";
import { finished } from "../../src/unfinished.js";

test.each([
  ["", ""],
  ["north korean", "north korean"],
  ['"north korean" troops', '"north korean" troops'],
  ["(seoul OR kyiv) -drill", "(seoul OR kyiv) -drill"],
  ["published:[2024 TO 2025]", "published:[2024 TO 2025]"],
  ["12:30", "12:30"],
  ["Seoul: the talks", "Seoul: the talks"],
  ["ANDORRA", "ANDORRA"],
  ["\\(seoul\\)", "\\(seoul\\)"],
])("a finished query stays as it is: %s", (query, same) => {
  expect(finished(query)).toBe(same);
});

test.each([
  ['"north kor', '"north kor"'],
  ["“north kor", '“north kor"'],
  ['troops "', "troops "],
  ['troops ""', "troops "],
  ["(seoul OR ky", "(seoul OR ky)"],
  ["(seoul OR ", "(seoul )"],
  ['title:("north kor', 'title:("north kor")'],
  ["north (", "north "],
  ["north AND", "north "],
  ["north NOT", "north "],
  ["AND", ""],
  ["source:", ""],
  ["troops -source:", "troops -"],
  ["troops published:[2024", "troops "],
  ["troops published:>=", "troops "],
  ["title:(", ""],
  ["weapon^", "weapon"],
  ["seoul\\", "seoul"],
  ["troops =", "troops "],
])("what waits for more is closed or left out: %s", (typed, query) => {
  expect(finished(typed).trimEnd()).toBe(query.trimEnd());
});

test.each(["seoul)", "weapon^x", "nosuch:x", "OR kyiv"])(
  "what is wrong in another way stays, for the archive to say: %s",
  (query) => {
    expect(finished(query)).toBe(query);
  },
);
