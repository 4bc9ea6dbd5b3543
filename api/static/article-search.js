// src/errors.ts
var e = class extends Error {
	name = "ArchiveError";
}, t = class extends e {
	name = "ConnectionError";
}, n = class extends e {
	name = "TimeoutError";
}, r = class extends e {
	name = "ProblemError";
	status;
	problem;
	kind;
	retryAfter;
	constructor(e, t) {
		super(e.detail || e.title), this.status = e.status, this.problem = e, this.kind = /\/problems\/([\w-]+)$/.exec(e.type)?.[1] ?? "", this.retryAfter = t;
	}
};
async function i(e) {
	let t = e.statusText || `HTTP ${e.status}`, n = {
		type: "about:blank",
		title: t,
		status: e.status,
		detail: t
	};
	if (/[/+]json\b/.test(e.headers.get("Content-Type") ?? "")) {
		let t = await e.json().catch(() => null);
		typeof t == "object" && t && (n = {
			...n,
			...t
		});
	} else await e.body?.cancel().catch(() => {});
	return new r(n, a(e.headers.get("Retry-After")));
}
function a(e, t = Date.now()) {
	if (e === null) return;
	if (/^\d+$/.test(e.trim())) return Number(e);
	let n = Date.parse(e);
	return Number.isNaN(n) ? void 0 : Math.max(0, (n - t) / 1e3);
}
// src/transport.ts
var o = /* @__PURE__ */ new Set([
	429,
	502,
	503,
	504
]), s = /* @__PURE__ */ new Set([
	"facets",
	"fields",
	"exclude",
	"snippet_fields"
]), c = 6e3, l = class {
	endpoint;
	#e;
	#t;
	#n;
	#r;
	#i;
	#a;
	constructor(e) {
		let t = globalThis.document?.baseURI ?? globalThis.location?.href;
		this.endpoint = new URL(e.endpoint, t), this.endpoint.search = this.endpoint.hash = "", this.endpoint.pathname.endsWith("/") || (this.endpoint.pathname += "/"), this.#e = e.timeout ?? 1e4, this.#t = e.retries ?? 2, this.#n = e.retryDelay ?? 300, this.#r = e.longestRetryDelay ?? 1e4, this.#i = e.headers ?? {}, this.#a = e.fetch ?? globalThis.fetch.bind(globalThis);
	}
	address(e, t = {}) {
		let n = new URL(e, this.endpoint);
		return n.search = u(t).toString(), n;
	}
	async json(e, t, n = {}, r = !1) {
		return this.#o(n, (n) => this.#c(e, t, n, r, (e) => e.json()));
	}
	async text(e, t, n = {}) {
		return this.#o(n, (n) => this.#c(e, t, n, !1, (e) => e.text()));
	}
	async stream(e, t, n = {}, r = !1) {
		return this.#o(n, (n) => this.#c(e, t, n, r, async (e) => e));
	}
	async #o({ signal: e }, t) {
		for (let n = 0;; n++) try {
			return await t(e);
		} catch (t) {
			let r = n < this.#t ? this.#s(t, n) : void 0;
			if (r === void 0) throw t;
			await d(r, e);
		}
	}
	#s(e, n) {
		let i = Math.min(this.#n * 2 ** n, this.#r) * (.5 + Math.random() / 2);
		if (e instanceof t) return i;
		if (!(e instanceof r && o.has(e.status))) return;
		let a = (e.retryAfter ?? 0) * 1e3;
		return a > this.#r ? void 0 : Math.max(a, i);
	}
	async #c(r, a, o, s, c) {
		let l = new AbortController(), u = new n(`The archive did not answer within ${this.#e} ms.`), d = setTimeout(() => l.abort(u), this.#e), f = o ? AbortSignal.any([o, l.signal]) : l.signal;
		try {
			let e = await this.#l(r, a, f, s);
			if (!e.ok) throw await i(e);
			return await c(e);
		} catch (n) {
			throw f.aborted ? f.reason : n instanceof e ? n : new t(`The archive at ${this.endpoint.origin} could not be reached, or this page may not read it (the archive names the origins that may in ARCHIVE_CORS_ORIGINS).`, { cause: n });
		} finally {
			clearTimeout(d);
		}
	}
	#l(e, t, n, r) {
		let i = this.address(e, t), a = this.#i;
		if (!r || i.href.length <= c) return this.#a(i, {
			headers: a,
			signal: n
		});
		let o = new URLSearchParams(i.searchParams);
		return i.search = "", this.#a(i, {
			method: "POST",
			headers: a,
			body: o,
			signal: n
		});
	}
};
function u(e) {
	let t = new URLSearchParams();
	for (let [n, r] of Object.entries(e)) if (r != null) {
		if (s.has(n)) t.set(n, [r].flat().join(","));
		else for (let e of [r].flat()) t.append(n, String(e));
	}
	return t;
}
function d(e, t) {
	return new Promise((n, r) => {
		t?.throwIfAborted();
		let i = () => {
			clearTimeout(a), r(t?.reason);
		}, a = setTimeout(() => {
			t?.removeEventListener("abort", i), n();
		}, e);
		t?.addEventListener("abort", i, { once: !0 });
	});
}
// src/client.ts
var f = class {
	#e;
	constructor(e) {
		this.#e = new l(typeof e == "string" ? { endpoint: e } : e);
	}
	get endpoint() {
		return this.#e.endpoint.href;
	}
	search(e = {}, t) {
		return this.#e.json("v1/search", e, t, !0);
	}
	async *searchAll(e = {}, t) {
		let n = {
			page_size: 100,
			facets: [],
			...e
		};
		for (;;) {
			let { hits: e, next_cursor: r } = await this.search(n, t);
			if (yield* e, r === null) return;
			n = {
				...n,
				cursor: r
			};
		}
	}
	suggest(e, t = {}, n) {
		return this.#e.json("v1/suggest", {
			...t,
			q: e
		}, n);
	}
	facetValues(e, t = {}, n) {
		let r = `v1/facets/${encodeURIComponent(e)}`;
		return this.#e.json(r, t, n);
	}
	documents(e = {}, t) {
		return this.#e.json("v1/documents", e, t);
	}
	async *allDocuments(e = {}, t) {
		let n = {
			page_size: 100,
			...e
		};
		for (;;) {
			let { documents: e, next_cursor: r } = await this.documents(n, t);
			if (yield* e, r === null) return;
			n = {
				...n,
				cursor: r
			};
		}
	}
	document(e, t = {}, n) {
		return this.#e.json(p(e), t, n);
	}
	similar(e, t = {}, n) {
		return this.#e.json(`${p(e)}/similar`, t, n);
	}
	versions(e, t) {
		return this.#e.json(`${p(e)}/versions`, {}, t);
	}
	difference(e, t = {}, n) {
		let r = `${p(e)}/versions/diff`;
		return this.#e.json(r, t, n);
	}
	citation(e, t = {}, n) {
		return this.#e.text(`${p(e)}/citation`, t, n);
	}
	export(e = {}, t) {
		return this.#e.stream("v1/export", e, t, !0);
	}
	async *exportAll(e = {}, t) {
		let n = await this.export({
			...e,
			format: "jsonl"
		}, t);
		for await (let e of m(n, t?.signal)) yield JSON.parse(e);
	}
	exportAddress(e = {}) {
		return this.#e.address("v1/export", e).href;
	}
	feedAddress(e = {}) {
		return this.#e.address("v1/search", {
			...e,
			format: "atom"
		}).href;
	}
};
function p(e) {
	return `v1/documents/${encodeURIComponent(e)}`;
}
async function* m(e, n) {
	if (e.body === null) return;
	let r = e.body.pipeThrough(new TextDecoderStream()).getReader(), i = (e) => n?.aborted ? n.reason : new t("The export broke off.", { cause: e }), a = "";
	try {
		for (;;) {
			let { done: e, value: t } = await r.read().catch((e) => {
				throw i(e);
			});
			if (e) break;
			let n = (a + t).split("\n");
			a = n.pop() ?? "", yield* n;
		}
	} finally {
		await r.cancel().catch(() => {});
	}
	if (a) throw i();
}
// src/unfinished.ts
var h = "\"“”„‟＂", g = "title|description|body|source|agency|author|language|published", _ = String.raw`(?<=^|[\s(+-])`, v = RegExp(`(?:${[
	`${_}(?:AND|OR|NOT)`,
	`${_}=`,
	`${_}(?:${g}):`,
	String.raw`${_}published:(?:[<>]=?|[[{][^\]}]*)`,
	String.raw`\^`,
	String.raw`(?<=(?<!\\)(?:\\\\)*)\\`,
	`[${h}]{2}`
].join("|")})\\s*$`);
function y(e) {
	let t = e;
	for (;;) {
		let { groups: e, quote: n } = x(t), r = ")".repeat(e);
		if (n !== void 0 && t.slice(n + 1).trim()) return `${t}"${r}`;
		let i = n === void 0 ? b(t, n === void 0 && e ? /\(\s*$/ : v) : t.slice(0, n);
		if (i === t) return t + r;
		t = i;
	}
}
function b(e, t) {
	return e.replace(v, "").replace(t, "");
}
function x(e) {
	let t = 0, n;
	for (let r = 0; r < e.length; r++) {
		let i = e.charAt(r);
		i === "\\" ? r++ : h.includes(i) ? n = n === void 0 ? r : void 0 : n === void 0 && i === "(" ? t++ : n === void 0 && i === ")" && (t = Math.max(0, t - 1));
	}
	return {
		groups: t,
		quote: n
	};
}
// src/element/style.ts
var S = "\n:host {\n  --_accent: var(--article-search-accent, LinkText);\n  --_mark: var(--article-search-mark, color-mix(in srgb, Highlight 30%, transparent));\n  --_line: var(--article-search-line, color-mix(in srgb, currentColor 25%, transparent));\n  --_muted: var(--article-search-muted, color-mix(in srgb, currentColor 72%, transparent));\n  --_gap: var(--article-search-gap, 1rem);\n  --_radius: var(--article-search-radius, 0.375rem);\n  display: block;\n  container-type: inline-size;\n  font: inherit;\n  line-height: 1.5;\n}\n:host([hidden]) { display: none }\n* { box-sizing: border-box }\nform { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0 }\ninput, select, button { font: inherit; color: inherit; background: transparent }\ninput[type=\"search\"] {\n  flex: 1 1 14rem; min-width: 0; padding: 0.5rem 0.75rem;\n  border: 1px solid var(--_muted); border-radius: var(--_radius);\n}\nselect, button {\n  min-height: 2.25rem; padding: 0.25rem 0.75rem;\n  border: 1px solid var(--_muted); border-radius: var(--_radius);\n}\noption { color: FieldText; background: Field }\nbutton { cursor: pointer }\nbutton.link {\n  min-height: 0; padding: 0; border: 0; color: var(--_accent); text-decoration: underline;\n}\n:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px }\n.columns { display: grid; gap: var(--_gap); margin-top: var(--_gap) }\n.status, .notice { margin: 0; color: var(--_muted) }\n.notice { margin-block: 0.25rem }\n.error { color: inherit; border-inline-start: 3px solid currentColor; padding-inline-start: 0.75rem }\nol, ul { list-style: none; margin: 0; padding: 0 }\nli.hit { padding-block: var(--_gap); border-top: 1px solid var(--_line) }\nh2 { margin: 0; font-size: 1.1em; line-height: 1.3; text-wrap: balance }\na { color: var(--_accent) }\n.meta { display: flex; flex-wrap: wrap; gap: 0 0.75rem; margin: 0.15rem 0; color: var(--_muted) }\n.snippet { margin: 0.25rem 0 0; overflow-wrap: anywhere }\nmark { color: inherit; background: var(--_mark); border-radius: 0.15em }\nfieldset { margin: 0 0 var(--_gap); padding: 0; border: 0; min-width: 0 }\nlegend { padding: 0; font-weight: 600 }\nlabel.value { display: flex; gap: 0.5rem; align-items: baseline; min-height: 1.5rem; padding-block: 0.1rem }\nlabel.value span { flex: 1; overflow-wrap: anywhere }\nlabel.value input { accent-color: var(--_accent) }\n.count { color: var(--_muted); font-variant-numeric: tabular-nums }\n.pages { display: flex; gap: 0.75rem; align-items: center; margin-top: var(--_gap) }\n.pages[hidden], [hidden] { display: none }\n.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }\nsummary { cursor: pointer; min-height: 1.5rem; margin-bottom: 0.5rem; font-weight: 600 }\n@container (min-width: 704px) {\n  .columns.with-facets { grid-template-columns: 14rem minmax(0, 1fr) }\n  summary { display: none }\n  details::details-content { content-visibility: visible }\n}\n@media print { form, details, .pages { display: none } }\n";
// src/element/view.ts
function C(e, t = {}, ...n) {
	let r = document.createElement(e);
	for (let [e, n] of Object.entries(t)) n !== void 0 && n !== !1 && r.setAttribute(e, n === !0 ? "" : n);
	return r.append(...n.filter((e) => e !== void 0 && e !== !1)), r;
}
function w(e, t, n) {
	let r = e.snippets.find(({ field: e }) => e === "title"), i = e.snippets.filter(({ field: e }) => e !== "title"), a = C("a", {
		href: t,
		part: "link"
	}, ...r ? T(r) : [e.title || n.untitled]), o = e.agencies.filter((t) => t !== e.source), s = {
		lang: e.language ?? void 0,
		dir: "auto"
	};
	return C("li", {
		class: "hit",
		part: "hit"
	}, C("h2", {
		part: "title",
		...s
	}, a), C("p", {
		class: "meta",
		part: "meta"
	}, e.published !== null && D(e.published.at), !!e.source && C("span", { part: "source" }, e.source), o.length > 0 && C("span", { part: "agencies" }, o.join(", "))), ...i.map((e) => C("p", {
		class: "snippet",
		part: "snippet",
		...s
	}, ...T(e))));
}
function T({ text: e = "", marks: t = [] }) {
	let n = Array.from(e), r = [], i = 0;
	for (let [e = 0, a = 0] of t) r.push(n.slice(i, e).join("")), r.push(C("mark", { part: "mark" }, n.slice(e, a).join(""))), i = a;
	return r.push(n.slice(i).join("")), r;
}
var E = {
	4: { year: "numeric" },
	7: {
		year: "numeric",
		month: "long"
	}
};
function D(e) {
	let t = e.slice(0, 10), n = E[t.length] ?? { dateStyle: "medium" }, r = new Intl.DateTimeFormat(void 0, {
		...n,
		timeZone: "UTC"
	}).format(Date.parse(t)), i = /T(\d\d:\d\d)/.exec(e)?.[1];
	return C("time", {
		datetime: e,
		part: "date"
	}, i ? `${r}, ${i}` : r);
}
function O(e, t, n) {
	return C("fieldset", { part: "facet" }, C("legend", { part: "facet-name" }, n[e]), ...t.map(({ value: t, count: n, selected: r }) => C("label", {
		class: "value",
		part: "facet-value"
	}, C("input", {
		type: "checkbox",
		name: e,
		value: t,
		checked: r
	}), C("span", { dir: "auto" }, t), C("span", {
		class: "count",
		part: "count"
	}, n.toLocaleString()))));
}
function k(e, t) {
	let { corrected: n, relaxed: r } = e.query, i = [];
	if (r && i.push(C("p", {
		class: "notice",
		part: "notice"
	}, t.relaxed)), n) {
		let e = C("button", {
			type: "button",
			class: "link",
			"data-query": n
		}, n);
		i.push(C("p", {
			class: "notice",
			part: "notice"
		}, `${t.meant} `, e, "?"));
	}
	return i;
}
// src/element/words.ts
var A = {
	label: "Search the archive",
	placeholder: "Search articles",
	searching: "Searching …",
	found: (e) => e === 1 ? "1 article" : `${e.toLocaleString()} articles`,
	nothing: "No article matches.",
	relaxed: "No article has all of these words; these have any of them.",
	meant: "Did you mean",
	narrow: "Narrow",
	clear: "Clear filters",
	sort: "Sort by",
	relevance: "Relevance",
	newest: "Newest first",
	oldest: "Oldest first",
	untitled: "(no title)",
	source: "Source",
	agency: "Agency",
	author: "Author",
	language: "Language",
	pages: "Pages",
	previous: "Previous page",
	next: "Next page",
	page: (e, t) => `Page ${e} of ${t.toLocaleString()}`,
	again: "Try again"
}, j = [
	"source",
	"agency",
	"author",
	"language"
], M = 704, N = [
	"relevance",
	"newest",
	"oldest"
], P = globalThis.HTMLElement ?? class {}, F = class extends P {
	static observedAttributes = [
		"endpoint",
		"query",
		"facets",
		"page-size",
		"sort",
		"links"
	];
	#e = A;
	#t;
	#n;
	#r = 1;
	#i = /* @__PURE__ */ new Map();
	#a = C("input", {
		type: "search",
		id: "q",
		part: "input",
		autocomplete: "off"
	});
	#o = C("label", {
		for: "q",
		class: "hidden"
	});
	#s = C("select", { part: "sort" });
	#c = C("p", {
		class: "status",
		part: "status",
		role: "status"
	});
	#l = C("div");
	#u = C("summary", { part: "narrow" });
	#d = C("div");
	#f = C("details", { part: "facets" }, this.#u, this.#d);
	#p = C("ol", { part: "hits" });
	#m = C("button", {
		type: "button",
		part: "button"
	});
	#h = C("button", {
		type: "button",
		part: "button"
	});
	#g = C("span", { part: "page" });
	#_ = C("nav", {
		class: "pages",
		part: "pages",
		hidden: !0
	});
	#v = C("div", { class: "columns" });
	connectedCallback() {
		this.shadowRoot || this.#y(), this.#b(), this.#O();
	}
	disconnectedCallback() {
		this.#n?.abort();
	}
	attributeChangedCallback(e, t, n) {
		t !== n && (e === "endpoint" && (this.#t = void 0), e === "query" && (this.#a.value = n ?? ""), e === "sort" && this.shadowRoot && (this.#s.value = n ?? ""), this.isConnected && this.shadowRoot && this.#x());
	}
	get query() {
		return this.#a.value;
	}
	set query(e) {
		this.#a.value = e, this.#x();
	}
	get words() {
		return this.#e;
	}
	set words(e) {
		this.#e = {
			...A,
			...e
		}, this.shadowRoot && (this.#b(), this.#x());
	}
	#y() {
		let e = this.attachShadow({
			mode: "open",
			delegatesFocus: !0
		}), t = new CSSStyleSheet();
		t.replaceSync(S), e.adoptedStyleSheets = [t];
		let n = C("form", {
			role: "search",
			part: "form"
		}, this.#o, this.#a, this.#s);
		this.#_.append(this.#m, this.#g, this.#h);
		let r = C("div", {}, this.#c, this.#l, this.#p, this.#_);
		this.#v.append(this.#f, r), e.append(n, this.#v), this.#f.open = this.clientWidth >= M, this.#a.value = this.getAttribute("query") ?? "", n.addEventListener("submit", (e) => {
			e.preventDefault(), this.#x();
		}), this.#a.addEventListener("input", () => this.#x()), this.#s.addEventListener("change", () => this.#x()), this.#d.addEventListener("change", (e) => this.#C(e.target)), this.#d.addEventListener("click", (e) => this.#w(e.target)), this.#l.addEventListener("click", (e) => this.#T(e.target)), this.#m.addEventListener("click", () => this.#S(-1)), this.#h.addEventListener("click", () => this.#S(1));
	}
	#b() {
		let e = this.#e;
		this.#o.textContent = e.label, this.#a.placeholder = e.placeholder, this.#m.textContent = e.previous, this.#h.textContent = e.next, this.#s.setAttribute("aria-label", e.sort);
		let t = this.#s.value || this.getAttribute("sort") || "relevance";
		this.#s.replaceChildren(...N.map((t) => C("option", { value: t }, e[t]))), this.#s.value = t, this.#u.textContent = e.narrow, this.#_.setAttribute("aria-label", e.pages);
	}
	#x() {
		this.#r = 1, this.#O();
	}
	#S(e) {
		this.#r += e, this.#O().then(() => this.#c.scrollIntoView({ block: "nearest" }));
	}
	#C(e) {
		if (!(e instanceof HTMLInputElement)) return;
		let t = this.#i.get(e.name) ?? /* @__PURE__ */ new Set();
		e.checked ? t.add(e.value) : t.delete(e.value), this.#i.set(e.name, t), this.#x();
	}
	#w(e) {
		e instanceof HTMLButtonElement && (this.#i.clear(), this.#x(), this.#a.focus());
	}
	#T(e) {
		e instanceof HTMLButtonElement && (e.dataset.query !== void 0 && (this.#a.value = e.dataset.query), this.#x(), this.#a.focus());
	}
	#E() {
		let e = [...this.#i].filter(([, e]) => e.size);
		return {
			q: y(this.#a.value),
			...Object.fromEntries(e.map(([e, t]) => [e, [...t]])),
			facets: this.#D(),
			sort: this.#s.value,
			page: this.#r,
			page_size: Number(this.getAttribute("page-size")) || 10,
			highlight: "offsets",
			snippet_fields: [
				"title",
				"description",
				"body"
			]
		};
	}
	#D() {
		let e = (this.getAttribute("facets") ?? "source agency").split(/[\s,]+/);
		return j.filter((t) => e.includes(t));
	}
	async #O() {
		let e = this.getAttribute("endpoint");
		if (e === null || !this.isConnected) return;
		this.#n?.abort();
		let t = new AbortController();
		this.#n = t, this.#p.setAttribute("aria-busy", "true");
		let n = setTimeout(() => this.#M(this.#e.searching), 500);
		try {
			this.#t ??= new f(e);
			let n = await this.#t.search(this.#E(), { signal: t.signal });
			this.#k(n), this.#P("results", n);
		} catch (e) {
			if (t.signal.aborted) return;
			this.#j(e), this.#P("error", e);
		} finally {
			clearTimeout(n), this.#n === t && this.#p.removeAttribute("aria-busy");
		}
	}
	#k(e) {
		let t = this.#e;
		this.#M(e.total ? t.found(e.total) : t.nothing), this.#l.replaceChildren(...k(e, t)), this.#p.replaceChildren(...e.hits.map((e) => w(e, this.#N(e), t))), this.#A(e), this.#_.hidden = e.pages < 2, this.#g.textContent = t.page(this.#r, e.pages), this.#m.disabled = this.#r <= 1, this.#h.disabled = this.#r >= e.pages;
	}
	#A(e) {
		let t = this.shadowRoot?.activeElement, n = this.#D().filter((t) => e.facets[t]?.buckets.length), r = n.map((t) => O(t, e.facets[t]?.buckets ?? [], this.#e)), i = C("button", {
			type: "button",
			part: "button"
		}, this.#e.clear), a = [...this.#i.values()].some((e) => e.size);
		if (this.#d.replaceChildren(...r, ...a ? [i] : []), this.#f.hidden = n.length === 0, this.#v.classList.toggle("with-facets", n.length > 0), t instanceof HTMLInputElement && t.type === "checkbox") {
			let e = this.#d.querySelectorAll("input"), n = (e) => e.name === t.name && e.value === t.value;
			[...e].find(n)?.focus();
		}
	}
	#j(e) {
		let t = e instanceof Error ? e.message : String(e), n = C("button", {
			type: "button",
			class: "link"
		}, this.#e.again), i = e instanceof r && e.kind === "invalid-query";
		this.#M(""), this.#l.replaceChildren(C("p", {
			class: "error",
			part: "error",
			role: "alert"
		}, `${t} `, !i && n)), this.#p.replaceChildren(), this.#_.hidden = !0;
	}
	#M(e) {
		this.#c.textContent = e;
	}
	#N(e) {
		if (this.getAttribute("links") === "web" && /^https?:\/\//i.test(e.url ?? "") && e.url) return e.url;
		let t = new URL(`documents/${encodeURIComponent(e.id)}`, this.#t?.endpoint);
		return this.#a.value.trim() && t.searchParams.set("q", this.#a.value), t.href;
	}
	#P(e, t) {
		this.dispatchEvent(new CustomEvent(e, { detail: t }));
	}
};
// src/element/define.ts
globalThis.customElements && !customElements.get("article-search") && customElements.define("article-search", F);
