/** InstantSearch sends what was typed so far, where a phrase or a group may not be closed yet. */

const QUOTES = '"“”„‟＂';
const FIELDS = "title|description|body|source|agency|author|language|published";
const BEFORE = String.raw`(?<=^|[\s(+-])`;

/** What nobody ends a query with: it waits for what comes after it. */
const OPEN_END = new RegExp(
  `(?:${[
    `${BEFORE}(?:AND|OR|NOT)`,
    `${BEFORE}=`,
    `${BEFORE}(?:${FIELDS}):`,
    String.raw`${BEFORE}published:(?:[<>]=?|[[{][^\]}]*)`,
    String.raw`\^`,
    String.raw`(?<=(?<!\\)(?:\\\\)*)\\`,
    `[${QUOTES}]{2}`,
  ].join("|")})\\s*$`,
);

/**
 * A query as it would be if its writer stopped typing now: an open phrase or group is closed, and
 * an operator or field at the end that has nothing after it yet is left out. A finished query stays
 * as it is; what is wrong in another way does, too, and the archive says what.
 *
 * @example finished('"north kor') === '"north kor"'
 */
export function finished(query: string): string {
  let text = query;
  for (;;) {
    const { groups, quote } = unclosed(text);
    const close = ")".repeat(groups);
    if (quote !== undefined && text.slice(quote + 1).trim()) return `${text}"${close}`;
    const open = quote === undefined && groups ? /\(\s*$/ : OPEN_END;
    const cut = quote === undefined ? cutEnd(text, open) : text.slice(0, quote);
    if (cut === text) return text + close;
    text = cut;
  }
}

function cutEnd(text: string, open: RegExp): string {
  return text.replace(OPEN_END, "").replace(open, "");
}

/** How many groups are open at the end, and where a phrase that is begins. */
function unclosed(text: string): { groups: number; quote: number | undefined } {
  let groups = 0;
  let quote: number | undefined;
  for (let place = 0; place < text.length; place++) {
    const sign = text.charAt(place);
    if (sign === "\\") place++;
    else if (QUOTES.includes(sign)) quote = quote === undefined ? place : undefined;
    else if (quote === undefined && sign === "(") groups++;
    else if (quote === undefined && sign === ")") groups = Math.max(0, groups - 1);
  }
  return { groups, quote };
}
