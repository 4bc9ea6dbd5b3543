/** Marked texts as InstantSearch's Highlight and Snippet widgets read them. */

import type { Hit, Snippet } from "../types.js";
import type { Highlighted, HighlightTree } from "./types.js";

/** What stands before and after a match; `escape` is whether the text between is made HTML. */
export interface Tags {
  before: string;
  after: string;
  escape: boolean;
}

type Mark = readonly [start: number, end: number];

const INSTANTSEARCH = "__ais-highlight__";

/**
 * The tags of a query. With InstantSearch's own placeholders, texts stay as they are: it escapes
 * them itself before it puts tags for placeholders. With any other the texts are to be shown as
 * they come, so they are escaped here: what an article says never becomes markup.
 */
export function tagsOf(before = "<em>", after = "</em>"): Tags {
  return { before, after, escape: before !== INSTANTSEARCH };
}

/** `_highlightResult` of a hit: title and description whole, passages of the body. */
export function highlightResult(hit: Hit, tags: Tags, words: number): HighlightTree {
  const marked = (text: string, marks: readonly Mark[]) => highlighted(text, marks, tags, words);
  const plain = (text: string | null | undefined) => marked(text ?? "", []);
  return {
    title: marked(hit.title, marksIn("title", hit)),
    description: marked(hit.description ?? "", marksIn("description", hit)),
    body: joined(hit, "body", tags, words, "…") ?? plain(""),
    source: plain(hit.source),
    language: plain(hit.language),
    url: plain(hit.url),
    agencies: hit.agencies.map(plain),
    authors: hit.authors.map(plain),
  };
}

/** `_snippetResult` of a hit: the passages of each text that show why it matched. */
export function snippetResult(
  hit: Hit,
  tags: Tags,
  words: number,
  ellipsis: string,
): HighlightTree {
  const whole = highlightResult(hit, tags, words) as Record<string, Highlighted>;
  const found: HighlightTree = {};
  for (const field of ["title", "description", "body"]) {
    const value = joined(hit, field, tags, words, ellipsis) ?? whole[field];
    if (value) found[field] = value;
  }
  return found;
}

function joined(
  hit: Hit,
  field: string,
  tags: Tags,
  words: number,
  ellipsis: string,
): Highlighted | undefined {
  const passages = passagesOf(field, hit).sort((one, other) => startOf(one) - startOf(other));
  if (!passages.length) return undefined;
  const parts = passages.map(({ text = "", marks }) =>
    highlighted(text, marks as unknown as Mark[], tags, words),
  );
  const matchedWords = [...new Set(parts.flatMap((part) => part.matchedWords))];
  const between = ellipsis ? ` ${ellipsis} ` : " ";
  return {
    value: parts.map(({ value }) => value).join(tags.escape ? escaped(between) : between),
    matchLevel: levelOf(matchedWords, words),
    matchedWords,
  };
}

function passagesOf(field: string, hit: Hit): Snippet[] {
  return hit.snippets.filter((snippet) => snippet.field === field);
}

function startOf(snippet: Snippet): number {
  return snippet.start ?? 0;
}

/** The marks of a whole field, by those of its passages. */
function marksIn(field: string, hit: Hit): Mark[] {
  return passagesOf(field, hit)
    .flatMap((snippet) =>
      (snippet.marks ?? []).map(([start = 0, end = 0]): Mark => {
        const begins = startOf(snippet);
        return [begins + start, begins + end];
      }),
    )
    .sort(([one], [other]) => one - other);
}

/** A text with its marks, which count code points, as tags. */
export function highlighted(
  text: string,
  marks: readonly Mark[],
  tags: Tags,
  words: number,
): Highlighted {
  const letters = Array.from(text);
  const shown = (from: number, to?: number) => {
    const part = letters.slice(from, to).join("");
    return tags.escape ? escaped(part) : part;
  };
  const matchedWords = new Set<string>();
  let value = "";
  let place = 0;
  for (const [start, end] of marks) {
    if (start < place) continue; // passages may overlap
    value += `${shown(place, start)}${tags.before}${shown(start, end)}${tags.after}`;
    matchedWords.add(letters.slice(start, end).join("").toLowerCase());
    place = end;
  }
  value += shown(place);
  return { value, matchLevel: levelOf([...matchedWords], words), matchedWords: [...matchedWords] };
}

function levelOf(matched: readonly string[], words: number): Highlighted["matchLevel"] {
  if (!matched.length) return "none";
  return matched.length < words ? "partial" : "full";
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** A facet's value with the beginnings of words marked that were looked for. */
export function highlightedBeginning(value: string, prefix: string, tags: Tags): string {
  const letters = Array.from(value);
  const wanted = folded(prefix.trim());
  const marks: Mark[] = [];
  for (let start = 0; wanted && start < letters.length; start++) {
    if (start && /[\p{L}\p{N}]/u.test(letters[start - 1] ?? "")) continue;
    let end = start;
    let found = "";
    while (end < letters.length && found.length < wanted.length) found += folded(letters[end++]);
    if (found !== wanted) continue;
    marks.push([start, end]);
    start = end - 1;
  }
  return highlighted(value, marks, tags, 1).value;
}

/** Without capitals and accents, as the archive compares beginnings. */
function folded(text = ""): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
