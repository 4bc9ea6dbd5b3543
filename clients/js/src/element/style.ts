/** The element's own style. What may be changed from outside are the custom properties at its top
 * and the parts; colours and font are those of the page around it. */
export const STYLE = `
:host {
  --_accent: var(--article-search-accent, LinkText);
  --_mark: var(--article-search-mark, color-mix(in srgb, Highlight 30%, transparent));
  --_line: var(--article-search-line, color-mix(in srgb, currentColor 25%, transparent));
  --_muted: var(--article-search-muted, color-mix(in srgb, currentColor 72%, transparent));
  --_gap: var(--article-search-gap, 1rem);
  --_radius: var(--article-search-radius, 0.375rem);
  display: block;
  container-type: inline-size;
  font: inherit;
  line-height: 1.5;
}
:host([hidden]) { display: none }
* { box-sizing: border-box }
form { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0 }
input, select, button { font: inherit; color: inherit; background: transparent }
input[type="search"] {
  flex: 1 1 14rem; min-width: 0; padding: 0.5rem 0.75rem;
  border: 1px solid var(--_muted); border-radius: var(--_radius);
}
select, button {
  min-height: 2.25rem; padding: 0.25rem 0.75rem;
  border: 1px solid var(--_muted); border-radius: var(--_radius);
}
option { color: FieldText; background: Field }
button { cursor: pointer }
button.link {
  min-height: 0; padding: 0; border: 0; color: var(--_accent); text-decoration: underline;
}
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px }
.columns { display: grid; gap: var(--_gap); margin-top: var(--_gap) }
.status, .notice { margin: 0; color: var(--_muted) }
.notice { margin-block: 0.25rem }
.error { color: inherit; border-inline-start: 3px solid currentColor; padding-inline-start: 0.75rem }
ol, ul { list-style: none; margin: 0; padding: 0 }
li.hit { padding-block: var(--_gap); border-top: 1px solid var(--_line) }
h2 { margin: 0; font-size: 1.1em; line-height: 1.3; text-wrap: balance }
a { color: var(--_accent) }
.meta { display: flex; flex-wrap: wrap; gap: 0 0.75rem; margin: 0.15rem 0; color: var(--_muted) }
.snippet { margin: 0.25rem 0 0; overflow-wrap: anywhere }
mark { color: inherit; background: var(--_mark); border-radius: 0.15em }
fieldset { margin: 0 0 var(--_gap); padding: 0; border: 0; min-width: 0 }
legend { padding: 0; font-weight: 600 }
label.value { display: flex; gap: 0.5rem; align-items: baseline; min-height: 1.5rem; padding-block: 0.1rem }
label.value span { flex: 1; overflow-wrap: anywhere }
label.value input { accent-color: var(--_accent) }
.count { color: var(--_muted); font-variant-numeric: tabular-nums }
.pages { display: flex; gap: 0.75rem; align-items: center; margin-top: var(--_gap) }
.pages[hidden], [hidden] { display: none }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
summary { cursor: pointer; min-height: 1.5rem; margin-bottom: 0.5rem; font-weight: 600 }
@container (min-width: 704px) {
  .columns.with-facets { grid-template-columns: 14rem minmax(0, 1fr) }
  summary { display: none }
  details::details-content { content-visibility: visible }
}
@media print { form, details, .pages { display: none } }
`;
