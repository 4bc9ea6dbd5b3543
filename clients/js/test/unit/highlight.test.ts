import { expect, test } from "vitest";
import { highlighted, highlightedBeginning, tagsOf } from "../../src/instantsearch/highlight.js";

const PLACEHOLDERS = tagsOf("__ais-highlight__", "__/ais-highlight__");

test("with InstantSearch's placeholders a text stays as it is, for InstantSearch to escape", () => {
  const { value } = highlighted("a <b> & c", [[2, 5]], PLACEHOLDERS, 1);
  expect(value).toBe("a __ais-highlight__<b>__/ais-highlight__ & c");
});

test("with any other tags it is escaped here", () => {
  const { value } = highlighted(`<img src=x onerror="alert('1')">`, [[1, 4]], tagsOf(), 1);
  expect(value).toBe("&lt;<em>img</em> src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;");
});

test("marks count code points", () => {
  expect(highlighted("𝄞𝄞 note", [[3, 7]], tagsOf("[", "]"), 1).value).toBe("𝄞𝄞 [note]");
  expect(highlighted("서울은 지금", [[0, 2]], tagsOf("[", "]"), 1).value).toBe("[서울]은 지금");
});

test("marks of passages that overlap are set once", () => {
  const marks: [number, number][] = [
    [0, 3],
    [0, 3],
    [1, 2],
    [4, 7],
  ];
  expect(highlighted("one two", marks, tagsOf("[", "]"), 2)).toEqual({
    value: "[one] [two]",
    matchLevel: "full",
    matchedWords: ["one", "two"],
  });
});

test("how much of the query was matched", () => {
  expect(highlighted("one two", [], PLACEHOLDERS, 2).matchLevel).toBe("none");
  expect(highlighted("one two", [[0, 3]], PLACEHOLDERS, 2).matchLevel).toBe("partial");
});

test.each([
  ["Hindustan Times", "tim", "Hindustan [Tim]es"],
  ["Élysée", "ely", "[Ély]sée"],
  ["essanews.com", "com", "essanews.[com]"],
  ["Reuters", "eut", "Reuters"],
  ["Reuters", "", "Reuters"],
  ["<b>", "b", "&lt;[b]&gt;"],
])("the beginning of a word in a facet's value is marked: %s", (value, prefix, shown) => {
  expect(highlightedBeginning(value, prefix, tagsOf("[", "]"))).toBe(shown);
});
