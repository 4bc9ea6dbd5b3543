// Made by `npm run types` from the archive's /openapi.json. Do not edit.

export interface paths {
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find articles.
         * @description Words are looked for in title, description and body, and all of them must be there. Filters
         *     narrow without scoring: several values of one parameter mean any of them, several parameters
         *     mean all of them. Counts are exact; a facet's own filter does not narrow its own counts.
         */
        get: operations["search"];
        put?: never;
        /**
         * Find articles with a query of any length.
         * @description The same search as with GET, for queries that are too long for an address. It changes nothing
         *     and needs no key. Go on with `next_cursor`, since no address can name the other pages.
         */
        post: operations["search_by_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take every hit along.
         * @description All that a search with the same query, filters and order finds, however many, with the whole
         *     text. It comes in pieces while it is made, so that articles that change meanwhile may be in it
         *     or not. Ordered by time, all others are in it once; ordered by relevance, a change elsewhere can
         *     move an article past the place that the export has reached.
         */
        get: operations["export"];
        put?: never;
        /**
         * Take every hit of a long query along.
         * @description The same as with GET, for queries that are too long for an address. It needs no key.
         */
        post: operations["export_by_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/facets/{field}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The facet: one of `source`, `agency`, `author`, `language`, `published`. */
                field: string;
            };
            cookie?: never;
        };
        /**
         * Look among the values of a facet.
         * @description The same counts as a search with the same query and filters shows, for one field alone and as
         *     many as wanted; `prefix` looks inside the values, for a box that completes them. A filter of the
         *     field itself does not narrow them.
         */
        get: operations["list_facet_values"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Complete what is being typed.
         * @description The last word is completed by words of the articles that have the words before it, or put right
         *     where none begins so; outlets, agencies, authors and titles with all the words come too. Each
         *     suggestion is a whole query that finds something.
         */
        get: operations["suggest_queries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List documents.
         * @description The articles that searches know, by their publication date; a change appears a moment after it
         *     is stored.
         */
        get: operations["list_documents"];
        put?: never;
        /**
         * Store an article.
         * @description Its id comes from its `url`, or from title and body where it has none: sent again it is
         *     `unchanged`, and another text at the same address becomes the next version. When the answer
         *     comes, the article is on the disk.
         */
        post: operations["add_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Read one document.
         * @description It comes from the archive itself, so what was stored is there at once. With `q` its matches are
         *     marked under `highlights`.
         */
        get: operations["get_document"];
        /**
         * Store an article under an id.
         * @description `If-Match` with the ETag of the document makes it fail with 412 where somebody else changed the
         *     article since, `If-None-Match: *` where it exists.
         */
        put: operations["put_document"];
        post?: never;
        /**
         * Delete an article.
         * @description It is not found any more, and its addresses answer 410. What it said stays on record under its
         *     versions, which are shown with a key that has the `write` scope; `PUT` restores it. `If-Match`
         *     works as with PUT.
         */
        delete: operations["delete_document"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Read an article as it came.
         * @description Byte for byte what was imported or sent, before anything was cleaned.
         */
        get: operations["get_original"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * List a document's versions.
         * @description Nothing is overwritten: each change, a deletion too, is a version. Those of a deleted article
         *     are kept; they, and all that is made of them, are shown with a key that has the `write` scope.
         */
        get: operations["list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/versions/diff": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Read what changed between two versions of a document.
         * @description The last change, unless other versions are named: fields that changed with both values, the body
         *     by paragraphs, and within those by words. The first version is compared with nothing; a deletion
         *     takes everything away.
         */
        get: operations["compare_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/citation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Cite a document.
         * @description With an address that leads to this very version for good, and the SHA-256 of what it says, so
         *     that a reader can check that it still says so.
         */
        get: operations["cite_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * List articles like this one.
         * @description Those with the words that say most about it: often in it, and in few others. Where it has
         *     several, they share two of them at least (in archives of up to 10,000 articles). The closest
         *     come first, and the article itself is not among them. Filters narrow as in a search.
         */
        get: operations["list_similar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List imports.
         * @description The newest first: those that wait, the one that runs, and those that ended in the last 30 days.
         */
        get: operations["list_imports"];
        put?: never;
        /**
         * Import articles, many at once.
         * @description What is sent is kept on the disk and answered with a task; one import runs at a time, in the
         *     order in which they came. It goes on after a restart where it was. Articles that are there
         *     already are left alone, so that repeating an import is safe; with an `Idempotency-Key` a request
         *     whose answer was lost can be sent again without starting a second one.
         */
        post: operations["create_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The import's id, as the answer that queued it names it. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * Read how an import stands.
         * @description Its counts move on with each batch that is stored, and are exact: a document is counted in the
         *     same transaction as it is stored in.
         */
        get: operations["get_import"];
        put?: never;
        post?: never;
        /**
         * Cancel an import.
         * @description What it has stored stays. Asked again, the answer is the same.
         */
        delete: operations["cancel_import"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The import's id, as the answer that queued it names it. */
                id: string;
            };
            cookie?: never;
        };
        /**
         * List what an import could not take.
         * @description Each with the file, the line or record, and the reason.
         */
        get: operations["list_import_errors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say whether the process is alive.
         * @description It looks at nothing else: a database that is away is no reason to restart the server.
         */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say whether articles can be read and searched.
         * @description It reads from the database and from the index. An index that is some revisions behind is ready:
         *     it catches up by itself, and `behind` says how far it is.
         */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description How one part of the service is doing. */
        PartCheck: {
            /** @description `ok`, or `failing`. */
            status: string;
            /** @description What is wrong, where it fails. */
            detail?: string;
            /** @description The revision reached: the archive's newest, or the index's. */
            revision?: number;
            /** @description How many revisions the index still has to follow. */
            behind?: number;
            /** @description How many articles the index holds. */
            documents?: number;
        };
        /** @description An error, as RFC 9457 describes it. */
        ProblemDetails: {
            /** @description The kind of problem: a stable URI relative to the server, which leads to an explanation; `about:blank` where the status says it all. */
            type: string;
            /** @description What this kind means, short. */
            title: string;
            /** @description The HTTP status again. */
            status: number;
            /** @description What is wrong this time, and what to do about it. */
            detail: string;
            /** @description What is wrong, by parameter or by the member's path. */
            errors?: {
                [key: string]: string[];
            };
            /** @description The character at which it went wrong, counted from 0. */
            position?: number;
            /** @description How many characters it is about. */
            length?: number;
            /** @description Where to look in the server's log; only on a 500. */
            request_id?: string;
            /** @description The article that was stored nevertheless. */
            id?: string;
            /** @description The revision at which the change was stored nevertheless. */
            revision?: number;
            /** @description The parts: `store` and `index`. */
            checks?: {
                [key: string]: components["schemas"]["PartCheck"];
            };
        };
        /** @description When the outlet says it published, in detail. */
        StatedDate: {
            /** @description The date: YYYY, YYYY-MM, YYYY-MM-DD or RFC 3339 (2024-10-21T10:03:00-04:00), the offset optional. */
            at: string;
            /**
             * @description The zone's name as the outlet writes it (`EDT`). Where `at` has no offset it must say one: `+05:30`, `Z` or an IANA name.
             * @default null
             */
            timezone: string | null;
            /**
             * @description The smallest unit that the outlet names, where `at` is written finer.
             * @default null
             * @enum {string|null}
             */
            precision: "year" | "month" | "day" | "minute" | "second" | null;
            /**
             * @description How the date was found; `json` unless stated.
             * @default json
             */
            method: string;
            /**
             * @description How sure the client is of it.
             * @default high
             * @enum {string}
             */
            confidence: "high" | "medium" | "low";
            /**
             * @description The words that the date was read from.
             * @default null
             */
            evidence: string | null;
        };
        /** @description A wire agency in the article. */
        StatedAgency: {
            /** @description The agency's name. */
            name: string;
            /**
             * @description `credited`: the article came from it. `cited`: it is only quoted.
             * @default credited
             * @enum {string}
             */
            role: "credited" | "cited";
            /**
             * @description The words that show it.
             * @default
             */
            evidence: string;
        };
        /** @description The query as it was understood. */
        QueryAnswer: {
            /** @description The query as it was sent. */
            text: string;
            /** @description The query in its full form: every operator written out. */
            parsed: string;
            /** @description The query in a spelling that finds more, for "did you mean"; it was not searched for, so send it as `q` to do so. Null where there is none. */
            corrected: string | null;
            /** @description Whether no article has all the words, so that any of them was searched for; `parsed` shows it. */
            relaxed: boolean;
            /** @description The prefixes, wildcards and fuzzy words that stand for more words than were looked for: only the commonest were. */
            cut: string[];
        };
        /** @description When the outlet says it published, and how that was found. */
        PublishedDate: {
            /** @description ISO 8601, no finer than `precision`; without an offset where the article names no zone (it is then ordered as UTC). */
            at: string;
            /**
             * @description The smallest unit of time that the outlet named.
             * @enum {string}
             */
            precision: "year" | "month" | "day" | "minute" | "second";
            /** @description The zone's name as the outlet writes it. */
            timezone: string | null;
            /** @description Where the date was found: `text:byline`, `json` ... */
            method: string;
            /**
             * @description How sure the parser, or the client that stated it, is.
             * @enum {string}
             */
            confidence: "high" | "medium" | "low";
            /** @description The words that the date was read from. */
            evidence: string;
        };
        /** @description Where more of it is. */
        Links: {
            /** @description The document. */
            self: string;
            /** @description The article as it came, byte for byte. */
            raw?: string;
            /** @description Every version of it. */
            versions?: string;
            /** @description Articles like it. */
            similar?: string;
            /** @description How to cite it. */
            citation?: string;
        };
        /** @description A passage that shows why an article matched. `highlight` decides which members it has: `html`; or `text`, `start` and `marks` (offsets); or `text` alone (none). */
        SnippetAnswer: {
            /** @description The field it is from. */
            field: string;
            /** @description Escaped text, each match in a `<mark>` (`highlight_tag`): safe to show. */
            html?: string;
            /** @description Plain text. */
            text?: string;
            /** @description Where in the field it begins, in Unicode code points. */
            start?: number;
            /** @description The matches, from left to right. */
            marks?: number[][];
        };
        /** @description A part of a hit's score. */
        ShareAnswer: {
            /** @description What it is: `word`, `phrase`, `prefix`, `fuzzy`, `synonym`, `recency` ... */
            kind: string;
            /** @description The part of the query that it comes from, as it was typed. */
            text: string;
            /** @description The field where that matched; null for what belongs to none. */
            field: string | null;
            /** @description The words of the article that it stands for. */
            found: string[];
            /** @description What it gives to the score. */
            score: number;
            /** @description The same as a sentence. */
            says: string;
        };
        /** @description Why an article matched, and what its score is made of. */
        ExplanationAnswer: {
            /** @description The hit's score. */
            score: number;
            /** @description What sums to the score, the greatest first. */
            shares: components["schemas"]["ShareAnswer"][];
        };
        /** @description One article that matched. All members are there unless `fields` asked for fewer. */
        HitAnswer: {
            /** @description The article's id. */
            id: string;
            /** @description The headline. */
            title?: string;
            /** @description The standfirst, null where there is none. */
            description?: string | null;
            /** @description Its address on the web. */
            url?: string | null;
            /** @description The language, a BCP 47 tag. */
            language?: string | null;
            /** @description When it was published; null where the article does not say. */
            published?: components["schemas"]["PublishedDate"] | null;
            /** @description Who published it, null where not known. */
            source?: string | null;
            /**
             * @description `outlet`, or `agency` where a wire agency stands in for an unknown outlet; null without a source.
             * @enum {string|null}
             */
            source_kind?: "outlet" | "agency" | null;
            /** @description The wire agencies that it credits or cites. */
            agencies?: string[];
            /** @description Who wrote it, in the order of the byline. */
            authors?: string[];
            /** @description Where more of it is. */
            links?: components["schemas"]["Links"];
            /** @description BM25F; comparable within one answer. 0 where nothing is scored. */
            score?: number;
            /** @description Passages that show why it matched, the best first: of the body, then of the description. Where no word is to be marked, how the text begins. Of a longer text, the first 100,000 characters are looked through. */
            snippets?: components["schemas"]["SnippetAnswer"][];
            /** @description Why it matched; only with `explain=true`. */
            explanation?: components["schemas"]["ExplanationAnswer"];
        };
        /** @description A value and how many articles have it. */
        BucketAnswer: {
            /** @description The value; for `published` the start of the span: `2024`, `2024-10`. */
            value: string;
            /** @description How many of the articles that match have it; exact. */
            count: number;
            /** @description Whether a filter of this search names it. */
            selected: boolean;
        };
        /** @description A field's values, with exact counts. Its own filter does not narrow its own counts. */
        FacetAnswer: {
            /** @description By falling count, then by value; `published` in order of time. */
            buckets: components["schemas"]["BucketAnswer"][];
            /** @description How many matching articles have no value. */
            missing: number;
            /** @description The counts left out by `facet_size`, summed; not in `published`. */
            other?: number;
            /**
             * @description How wide the buckets are; only in `published`.
             * @enum {string}
             */
            interval?: "auto" | "year" | "month" | "week" | "day";
        };
        /** @description What a search found. */
        SearchAnswer: {
            /** @description How many articles match; exact. */
            total: number;
            /** @description This page, from 1; null from a cursor on. */
            page: number | null;
            /** @description How many a page holds. */
            page_size: number;
            /** @description How many pages there are; 0 where nothing matches. */
            pages: number;
            /** @description Send it as `cursor` for the page after this one; null where this is the last. */
            next_cursor: string | null;
            /** @description How long it took to find, in milliseconds. */
            took_ms: number;
            /** @description The query as it was understood. */
            query: components["schemas"]["QueryAnswer"];
            /** @description The articles of this page, best first. */
            hits: components["schemas"]["HitAnswer"][];
            /** @description The facets that were asked for, by field. */
            facets: {
                [key: string]: components["schemas"]["FacetAnswer"];
            };
        };
        /** @description Everything that a search can be asked. */
        SearchParameters: {
            /**
             * @description The query. Words are ANDed; `"a phrase"`, `"a phrase"~3`, `OR`, `-not`, `pre*`, `w?ld`, `fuzzy~`, `=exact`, `boosted^2`, `field:word`, parentheses and `published:[2024-10 TO now]` are understood. Empty: every article.
             * @default
             * @example "north korean" troops -drill
             */
            q: string;
            /**
             * @description What stands between two words where the query says nothing: `and`, all of them must be there; `or`, any will do. An `and` search that finds nothing is asked again with `or`, and `query.relaxed` says so.
             * @default and
             * @enum {string}
             */
            operator: "and" | "or";
            /**
             * @description Find words only as they are spelt in the query, each accent included, though in capitals or not. `=word` in the query does so for one word.
             * @default false
             */
            exact: boolean;
            /**
             * @description The order of hits. Articles without a date come last in both orders of time.
             * @default relevance
             * @enum {string}
             */
            sort: "relevance" | "newest" | "oldest";
            /**
             * @description Let recent articles score more: a half-life, such as `12h`, `30d` or `8w`. Age takes up to three quarters of a score: half of that at this age, half of the rest at twice this age, and so on, to the minute; all of it where there is no date. Only where the order is by relevance.
             * @default null
             * @example 30d
             */
            boost_recent: string | null;
            /**
             * @description Which page, from 1. A page past the end is empty, with the true total.
             * @default 1
             */
            page: number;
            /**
             * @description How many a page holds.
             * @default 10
             */
            page_size: number;
            /**
             * @description `next_cursor` of the page before, in place of `page`: this page begins after its last article, whatever was added or deleted since, as deep as you like. Query, filters and order must be the same.
             * @default null
             */
            cursor: string | null;
            /**
             * @description Only articles of this outlet. Repeat it for several: any of them.
             * @default []
             * @example [
             *       "Hindustan Times"
             *     ]
             */
            source: string[];
            /**
             * @description Only articles that credit or cite this wire agency. Repeatable.
             * @default []
             * @example [
             *       "Yonhap"
             *     ]
             */
            agency: string[];
            /**
             * @description Only articles in this language, a BCP 47 tag. Repeatable.
             * @default []
             * @example [
             *       "en"
             *     ]
             */
            language: string[];
            /**
             * @description Only articles by this author. Repeatable.
             * @default []
             * @example [
             *       "HT News Desk"
             *     ]
             */
            author: string[];
            /**
             * @description Only articles published then or later: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339, inclusive, in `timezone` where no offset is written; or counted from now as in a query: `now-7d`, `now-1M/M`, `today`. Articles without a date are left out.
             * @default null
             * @example 2024-10
             */
            from: string | null;
            /**
             * @description Only articles published then or earlier, in the same forms and inclusive: `2024-10` takes the whole of October in, `now/d` the whole of today.
             * @default null
             * @example 2024-10-21
             */
            to: string | null;
            /**
             * @description Whose days are meant: the IANA name of the time zone in which `from` and `to` are read, `today` too, and the buckets of the `published` facet begin. UTC without it; dates in the query itself are in UTC always.
             * @default UTC
             * @example Asia/Seoul
             */
            timezone: string;
            /**
             * @description How many buckets a facet shows; the rest is summed as `other`.
             * @default 10
             */
            facet_size: number;
            /**
             * @description How wide the buckets of the `published` facet are; weeks begin on Monday.
             * @default auto
             * @enum {string}
             */
            interval: "auto" | "year" | "month" | "week" | "day";
            /**
             * @description How many snippets a hit shows at most; 0 for none.
             * @default 3
             */
            snippets: number;
            /**
             * @description About how many characters long a snippet is.
             * @default 200
             */
            snippet_size: number;
            /**
             * @description Which fields snippets are made of, separated by commas.
             * @default [
             *       "description",
             *       "body"
             *     ]
             * @example [
             *       "title",
             *       "body"
             *     ]
             */
            snippet_fields: ("title" | "description" | "body")[];
            /**
             * @description How snippets show the matches: `html` (escaped text with `<mark>`), `offsets` (plain text, and the matches as pairs of Unicode code points) or `none` (plain text).
             * @default html
             * @enum {string}
             */
            highlight: "html" | "offsets" | "none";
            /**
             * @description The HTML element around each match, with `highlight=html`.
             * @default mark
             * @enum {string}
             */
            highlight_tag: "mark" | "em" | "strong" | "b" | "i" | "u" | "span";
            /**
             * @description Which facets to count, separated by commas; empty for none.
             * @default [
             *       "source",
             *       "agency",
             *       "language",
             *       "published"
             *     ]
             * @example [
             *       "source",
             *       "published"
             *     ]
             */
            facets: ("source" | "agency" | "author" | "language" | "published")[];
            /**
             * @description Which members of a hit to answer, separated by commas; `id` always comes. Without it: all of them.
             * @default null
             * @example [
             *       "title",
             *       "published",
             *       "links"
             *     ]
             */
            fields: ("id" | "score" | "title" | "description" | "url" | "language" | "published" | "source" | "source_kind" | "agencies" | "authors" | "snippets" | "explanation" | "links")[] | null;
            /**
             * @description Which members to leave out, separated by commas.
             * @default []
             * @example [
             *       "description",
             *       "snippets"
             *     ]
             */
            exclude: ("score" | "title" | "description" | "url" | "language" | "published" | "source" | "source_kind" | "agencies" | "authors" | "snippets" | "explanation" | "links")[];
            /**
             * @description Tell of each hit which words matched in which field, and what each gave to the score, as `explanation`.
             * @default false
             */
            explain: boolean;
            /**
             * @description `atom` answers with the hits as an Atom feed (RFC 4287), so that a feed reader can follow a search; `sort=newest` is what it will want.
             * @default json
             * @enum {string}
             */
            format: "json" | "atom";
        };
        /** @description Which articles to take along, and as what. */
        ExportParameters: {
            /**
             * @description The query. Words are ANDed; `"a phrase"`, `"a phrase"~3`, `OR`, `-not`, `pre*`, `w?ld`, `fuzzy~`, `=exact`, `boosted^2`, `field:word`, parentheses and `published:[2024-10 TO now]` are understood. Empty: every article.
             * @default
             * @example "north korean" troops -drill
             */
            q: string;
            /**
             * @description What stands between two words where the query says nothing: `and`, all of them must be there; `or`, any will do. An `and` search that finds nothing is asked again with `or`, and `query.relaxed` says so.
             * @default and
             * @enum {string}
             */
            operator: "and" | "or";
            /**
             * @description Find words only as they are spelt in the query, each accent included, though in capitals or not. `=word` in the query does so for one word.
             * @default false
             */
            exact: boolean;
            /**
             * @description The order of hits. Articles without a date come last in both orders of time.
             * @default relevance
             * @enum {string}
             */
            sort: "relevance" | "newest" | "oldest";
            /**
             * @description Let recent articles score more: a half-life, such as `12h`, `30d` or `8w`. Age takes up to three quarters of a score: half of that at this age, half of the rest at twice this age, and so on, to the minute; all of it where there is no date. Only where the order is by relevance.
             * @default null
             * @example 30d
             */
            boost_recent: string | null;
            /**
             * @description Only articles of this outlet. Repeat it for several: any of them.
             * @default []
             * @example [
             *       "Hindustan Times"
             *     ]
             */
            source: string[];
            /**
             * @description Only articles that credit or cite this wire agency. Repeatable.
             * @default []
             * @example [
             *       "Yonhap"
             *     ]
             */
            agency: string[];
            /**
             * @description Only articles in this language, a BCP 47 tag. Repeatable.
             * @default []
             * @example [
             *       "en"
             *     ]
             */
            language: string[];
            /**
             * @description Only articles by this author. Repeatable.
             * @default []
             * @example [
             *       "HT News Desk"
             *     ]
             */
            author: string[];
            /**
             * @description Only articles published then or later: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339, inclusive, in `timezone` where no offset is written; or counted from now as in a query: `now-7d`, `now-1M/M`, `today`. Articles without a date are left out.
             * @default null
             * @example 2024-10
             */
            from: string | null;
            /**
             * @description Only articles published then or earlier, in the same forms and inclusive: `2024-10` takes the whole of October in, `now/d` the whole of today.
             * @default null
             * @example 2024-10-21
             */
            to: string | null;
            /**
             * @description Whose days are meant: the IANA name of the time zone in which `from` and `to` are read, `today` too, and the buckets of the `published` facet begin. UTC without it; dates in the query itself are in UTC always.
             * @default UTC
             * @example Asia/Seoul
             */
            timezone: string;
            /**
             * @description `jsonl`: a JSON object a line, as `/v1/documents/{id}` answers it. `csv`: a table for spreadsheets (RFC 4180). `atom`: a feed (RFC 4287).
             * @default jsonl
             * @enum {string}
             */
            format: "jsonl" | "csv" | "atom";
            /**
             * @description Begin a `csv` with the mark by which Excel knows that it is in UTF-8.
             * @default false
             */
            bom: boolean;
            /**
             * @description Which members of an article to answer, separated by commas; `id` always comes. Without it: all of them.
             * @default null
             * @example [
             *       "title",
             *       "published",
             *       "body"
             *     ]
             */
            fields: ("id" | "version" | "revision" | "stored_at" | "content_hash" | "title" | "description" | "body" | "url" | "language" | "published" | "source" | "source_kind" | "source_evidence" | "agencies" | "authors" | "links")[] | null;
            /**
             * @description Which members to leave out, separated by commas.
             * @default []
             * @example [
             *       "body"
             *     ]
             */
            exclude: ("version" | "revision" | "stored_at" | "content_hash" | "title" | "description" | "body" | "url" | "language" | "published" | "source" | "source_kind" | "source_evidence" | "agencies" | "authors" | "links")[];
        };
        /** @description The values of one facet, over all articles that match. */
        FacetValuesAnswer: {
            /** @description By falling count, then by value; `published` in order of time. */
            buckets: components["schemas"]["BucketAnswer"][];
            /** @description How many matching articles have no value. */
            missing: number;
            /** @description The counts left out by `facet_size`, summed; not in `published`. */
            other?: number;
            /**
             * @description How wide the buckets are; only in `published`.
             * @enum {string}
             */
            interval?: "auto" | "year" | "month" | "week" | "day";
            /** @description The query as it was understood. */
            query: components["schemas"]["QueryAnswer"];
            /** @description The facet. */
            field: string;
            /** @description How many articles match; exact. */
            total: number;
            /** @description How long it took to count, in milliseconds. */
            took_ms: number;
        };
        /** @description Something to search for. */
        SuggestionAnswer: {
            /**
             * @description `word`: the last word completed. `correction`: another last word, for want of any that begins so. Else what it is the name of.
             * @enum {string}
             */
            kind: "word" | "correction" | "title" | "source" | "agency" | "author";
            /** @description The whole query: send it as `q`. */
            text: string;
            /** @description What to show. */
            label: string;
            /** @description About how many articles it finds. */
            count: number;
            /** @description What of the label was typed, from left to right. */
            marks?: number[][];
        };
        /** @description What could be meant by what was typed. */
        SuggestAnswer: {
            /** @description What was typed, as it was sent. */
            q: string;
            /** @description How long it took to find, in milliseconds. */
            took_ms: number;
            /** @description The likeliest first. */
            suggestions: components["schemas"]["SuggestionAnswer"][];
        };
        /** @description A document in a list. All members are there unless `fields` asked for fewer. */
        Summary: {
            /** @description The article's id. */
            id: string;
            /** @description The headline. */
            title?: string;
            /** @description The standfirst, null where there is none. */
            description?: string | null;
            /** @description Its address on the web. */
            url?: string | null;
            /** @description The language, a BCP 47 tag. */
            language?: string | null;
            /** @description When it was published; null where the article does not say. */
            published?: components["schemas"]["PublishedDate"] | null;
            /** @description Who published it, null where not known. */
            source?: string | null;
            /**
             * @description `outlet`, or `agency` where a wire agency stands in for an unknown outlet; null without a source.
             * @enum {string|null}
             */
            source_kind?: "outlet" | "agency" | null;
            /** @description The wire agencies that it credits or cites. */
            agencies?: string[];
            /** @description Who wrote it, in the order of the byline. */
            authors?: string[];
            /** @description Where more of it is. */
            links?: components["schemas"]["Links"];
        };
        /** @description A page of documents. */
        ListAnswer: {
            /** @description How many articles match; exact. */
            total: number;
            /** @description This page, from 1; null from a cursor on. */
            page: number | null;
            /** @description How many a page holds. */
            page_size: number;
            /** @description How many pages there are; 0 where nothing matches. */
            pages: number;
            /** @description Send it as `cursor` for the page after this one; null where this is the last. */
            next_cursor: string | null;
            /** @description How long it took to find, in milliseconds. */
            took_ms: number;
            /** @description The documents of this page. */
            documents: components["schemas"]["Summary"][];
        };
        /** @description A wire agency in the article. */
        AgencyAnswer: {
            /** @description Its name. */
            name: string;
            /**
             * @description `credited`: the article came from it. `cited`: it is only quoted.
             * @enum {string}
             */
            role: "credited" | "cited";
            /** @description The words that show it. */
            evidence: string;
        };
        /** @description An article, cleaned. What is not known is null or empty, never guessed. */
        DocumentAnswer: {
            /** @description The article's id. */
            id: string;
            /** @description Which version of the article this is, from 1. */
            version: number;
            /** @description The archive's change counter when this version was stored. */
            revision: number;
            /** @description When this version was stored: RFC 3339, UTC. */
            stored_at: string;
            /** @description SHA-256 of what the article says, in hex; equal articles have the same. */
            content_hash: string;
            /** @description The headline. */
            title: string;
            /** @description The standfirst. */
            description: string | null;
            /** @description The text: plain, paragraphs separated by an empty line. */
            body: string;
            /** @description Its address on the web. */
            url: string | null;
            /** @description The language, a BCP 47 tag. */
            language: string | null;
            /** @description When it was published; null where the article does not say. */
            published?: components["schemas"]["PublishedDate"] | null;
            /** @description Who published it, null where not known. */
            source: string | null;
            /**
             * @description `outlet`, or `agency` where a wire agency stands in for an unknown outlet; null without a source.
             * @enum {string|null}
             */
            source_kind?: "outlet" | "agency" | null;
            /** @description The words that gave the source away. */
            source_evidence: string | null;
            /** @description The wire agencies that it credits or cites. */
            agencies: components["schemas"]["AgencyAnswer"][];
            /** @description Who wrote it, in the order of the byline. */
            authors?: string[];
            /** @description Where more of it is. */
            links: components["schemas"]["Links"];
            /** @description With `q`: title, description and body, whole, each match marked. */
            highlights?: components["schemas"]["SnippetAnswer"][];
        };
        /** @description Where this version is; empty for a deletion. */
        VersionLinks: {
            /** @description The document as it was. */
            self?: string;
            /** @description The bytes as they came then. */
            raw?: string;
        };
        /** @description One stored state of an article. */
        VersionAnswer: {
            /** @description Its number within the article, from 1. */
            version: number;
            /** @description The archive's change counter when it was stored. */
            revision: number;
            /** @description When it was stored: RFC 3339, UTC. */
            stored_at: string;
            /** @description `put`, or `delete` where the article was deleted. */
            change: string;
            /** @description The headline; null for a deletion. */
            title: string | null;
            /** @description SHA-256 of what the article says, in hex. */
            content_hash: string;
            /** @description Where this version is. */
            links: components["schemas"]["VersionLinks"];
        };
        /** @description Every version of an article. */
        VersionsAnswer: {
            /** @description The article's id. */
            id: string;
            /** @description The oldest first. */
            versions: components["schemas"]["VersionAnswer"][];
        };
        /** @description A run of words. */
        PartAnswer: {
            /**
             * @description `same`, `removed` or `added`.
             * @enum {string}
             */
            change: "same" | "added" | "removed" | "changed";
            /** @description The words with the spaces between them; all parts joined are the whole text. */
            text: string;
        };
        /** @description A field, other than the body, that holds something else. */
        FieldDifferenceAnswer: {
            /** @description Its name. */
            field: string;
            /**
             * @description `added`, `removed` or `changed`.
             * @enum {string}
             */
            change: "same" | "added" | "removed" | "changed";
            /** @description What it held, as a document shows it; `source` as an object. */
            before: unknown;
            /** @description What it holds, in the same form. */
            after: unknown;
            /** @description Agencies or authors that only `before` has. */
            removed?: unknown[];
            /** @description Agencies or authors that only `after` has. */
            added?: unknown[];
            /** @description The text of both versions, a removed run before the one that took its place. */
            parts?: components["schemas"]["PartAnswer"][];
            /** @description With `html=true`: a changed text as HTML. */
            html?: string;
        };
        /** @description A paragraph of either version or both. */
        ParagraphAnswer: {
            /**
             * @description `same`, `changed` where words in it did, `removed` or `added`.
             * @enum {string}
             */
            change: "same" | "added" | "removed" | "changed";
            /** @description Its number in the body as it was, from 1; null if not in it. */
            before: number | null;
            /** @description Its number in the body as it is, from 1; null if not in it. */
            after: number | null;
            /** @description The text of both versions, a removed run before the one that took its place. */
            parts: components["schemas"]["PartAnswer"][];
        };
        /** @description The body of both versions. */
        BodyDifferenceAnswer: {
            /** @description Whether any paragraph did. */
            changed: boolean;
            /** @description How many words only the later body has. */
            words_added: number;
            /** @description How many words only the earlier body has. */
            words_removed: number;
            /** @description Every paragraph of both, in order, those that stayed too. */
            paragraphs: components["schemas"]["ParagraphAnswer"][];
            /** @description With `html=true`: the paragraphs as HTML, each in a `p`. */
            html?: string;
        };
        /** @description What changed between two versions. */
        DifferenceAnswer: {
            /** @description The article's id. */
            id: string;
            /** @description The version compared with; null before the first one. */
            from: components["schemas"]["VersionAnswer"] | null;
            /** @description The version that is compared. */
            to: components["schemas"]["VersionAnswer"];
            /** @description Whether anything at all did. */
            changed: boolean;
            /** @description The other fields that changed; the others are left out. */
            fields: components["schemas"]["FieldDifferenceAnswer"][];
            /** @description What became of the body. */
            body: components["schemas"]["BodyDifferenceAnswer"];
        };
        /** @description An article that is like another. All members are there unless `fields` asked for fewer. */
        SimilarHit: {
            /** @description The article's id. */
            id: string;
            /** @description The headline. */
            title?: string;
            /** @description The standfirst, null where there is none. */
            description?: string | null;
            /** @description Its address on the web. */
            url?: string | null;
            /** @description The language, a BCP 47 tag. */
            language?: string | null;
            /** @description When it was published; null where the article does not say. */
            published?: components["schemas"]["PublishedDate"] | null;
            /** @description Who published it, null where not known. */
            source?: string | null;
            /**
             * @description `outlet`, or `agency` where a wire agency stands in for an unknown outlet; null without a source.
             * @enum {string|null}
             */
            source_kind?: "outlet" | "agency" | null;
            /** @description The wire agencies that it credits or cites. */
            agencies?: string[];
            /** @description Who wrote it, in the order of the byline. */
            authors?: string[];
            /** @description Where more of it is. */
            links?: components["schemas"]["Links"];
            /** @description How like it is; comparable within one answer. */
            score?: number;
        };
        /** @description A page of articles that are like one. */
        SimilarAnswer: {
            /** @description How many articles match; exact. */
            total: number;
            /** @description This page, from 1; null from a cursor on. */
            page: number | null;
            /** @description How many a page holds. */
            page_size: number;
            /** @description How many pages there are; 0 where nothing matches. */
            pages: number;
            /** @description Send it as `cursor` for the page after this one; null where this is the last. */
            next_cursor: string | null;
            /** @description How long it took to find, in milliseconds. */
            took_ms: number;
            /** @description The articles of this page, the closest first. */
            hits: components["schemas"]["SimilarHit"][];
        };
        /** @description An article: what it says, and what is known of where it comes from. A document as the API answers it can be sent back without its `id`, `version`, `revision`, `stored_at`, `content_hash` and `links`. */
        StatedArticle: {
            /** @description The headline. */
            title: string;
            /** @description The text, paragraphs separated by an empty line. It is plain text: HTML is not interpreted. */
            body: string;
            /**
             * @description The standfirst: what the outlet prints between headline and text.
             * @default null
             */
            description: string | null;
            /**
             * @description The article's address, http or https. An article sent again with the same address becomes the next version of the first.
             * @default null
             */
            url: string | null;
            /**
             * @description When the outlet says it published, precise to what is written; a date without an offset stays local. A date in the future is taken as stated.
             * @default null
             */
            published: string | components["schemas"]["StatedDate"] | null;
            /**
             * @description The outlet that published it.
             * @default null
             */
            source: string | null;
            /**
             * @description `agency` where a wire agency stands in for an unknown outlet; `outlet` unless stated.
             * @default null
             * @enum {string|null}
             */
            source_kind: "outlet" | "agency" | null;
            /**
             * @description The words that gave the source away.
             * @default
             */
            source_evidence: string | null;
            /**
             * @description The wire agencies that the article credits or cites.
             * @default []
             */
            agencies: (string | components["schemas"]["StatedAgency"])[];
            /**
             * @description Who wrote it, in the order of the byline.
             * @default []
             */
            authors: string[];
            /**
             * @description The language, a BCP 47 tag (`en`, `pt-BR`). Without one, the text's own is found out, as far as that is sure.
             * @default null
             */
            language: string | null;
        };
        /** @description What came of storing an article. */
        PutAnswer: {
            /** @description The article's id. */
            id: string;
            /**
             * @description `added`, `updated`, or `unchanged`: it says what it said.
             * @enum {string}
             */
            outcome: "added" | "updated" | "unchanged";
            /** @description The number of the newest version. */
            version: number;
            /** @description The revision at which that was stored. */
            revision: number;
            /** @description Where to read it. */
            links: components["schemas"]["Links"];
        };
        /** @description A file that was sent. */
        ImportedFile: {
            /** @description Its name, null where none came with it. */
            name: string | null;
            /** @description The media type that it came as, null for none. */
            media_type: string | null;
            /** @description Its size as it came. */
            bytes: number;
            /** @description The SHA-256 of what came, in hex. */
            sha256: string;
        };
        /** @description Where an import is. */
        ImportLinks: {
            /** @description The import, as it stands whenever it is read. */
            self: string;
            /** @description All its errors that are kept. */
            errors: string;
        };
        /** @description A document that could not be imported. */
        ImportError: {
            /** @description Which document of the import it is, from 1. */
            number: number;
            /** @description Where it is: `dump.jsonl line 17`, `pages.zip!a/b.html`. */
            location: string;
            /** @description Why it could not be imported, and what to do. */
            reason: string;
        };
        /** @description An import as it stands, and the first of its errors. */
        ImportAnswer: {
            /** @description The import's id. */
            id: string;
            /**
             * @description `queued`, `running`; and for good: `done`, `failed` (as a whole: `detail` says why; or none of its documents could be imported), `cancelled`.
             * @enum {string}
             */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            /** @description Whether it was asked to stop and is about to. */
            cancelling: boolean;
            /** @description What was sent. */
            files: components["schemas"]["ImportedFile"][];
            /** @description The name of the key that asked for it. */
            by: string | null;
            /** @description When it was queued: RFC 3339, UTC. */
            created_at: string;
            /** @description When it began to run; null before. */
            started_at: string | null;
            /** @description When it ended; null before. */
            finished_at: string | null;
            /** @description How many documents were dealt with so far: the sum of the next five. */
            documents: number;
            /** @description How many articles are new. */
            added: number;
            /** @description How many became a new version of an article that was there. */
            updated: number;
            /** @description How many were there already. */
            unchanged: number;
            /** @description How many could not be imported. */
            failed: number;
            /** @description How many files in archives no reader takes: pictures, scripts. */
            passed_over: number;
            /** @description The size of all that was sent. */
            bytes: number;
            /** @description How much of it those documents take up. */
            bytes_read: number;
            /** @description Documents in a second; null while nobody knows. */
            rate: number | null;
            /** @description How long it will still take, by the bytes that are left; null where it does not run or nobody knows. */
            seconds_left: number | null;
            /** @description The archive's revision after the last batch: a search whose index has reached it shows all that was imported so far. */
            revision: number | null;
            /** @description Why it failed as a whole; null where it did not. */
            detail: string | null;
            /** @description Where to read more. */
            links: components["schemas"]["ImportLinks"];
            /** @description The first 100 errors, in the order of the documents. */
            errors: components["schemas"]["ImportError"][];
        };
        /** @description An import as it stands. */
        ImportSummary: {
            /** @description The import's id. */
            id: string;
            /**
             * @description `queued`, `running`; and for good: `done`, `failed` (as a whole: `detail` says why; or none of its documents could be imported), `cancelled`.
             * @enum {string}
             */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            /** @description Whether it was asked to stop and is about to. */
            cancelling: boolean;
            /** @description What was sent. */
            files: components["schemas"]["ImportedFile"][];
            /** @description The name of the key that asked for it. */
            by: string | null;
            /** @description When it was queued: RFC 3339, UTC. */
            created_at: string;
            /** @description When it began to run; null before. */
            started_at: string | null;
            /** @description When it ended; null before. */
            finished_at: string | null;
            /** @description How many documents were dealt with so far: the sum of the next five. */
            documents: number;
            /** @description How many articles are new. */
            added: number;
            /** @description How many became a new version of an article that was there. */
            updated: number;
            /** @description How many were there already. */
            unchanged: number;
            /** @description How many could not be imported. */
            failed: number;
            /** @description How many files in archives no reader takes: pictures, scripts. */
            passed_over: number;
            /** @description The size of all that was sent. */
            bytes: number;
            /** @description How much of it those documents take up. */
            bytes_read: number;
            /** @description Documents in a second; null while nobody knows. */
            rate: number | null;
            /** @description How long it will still take, by the bytes that are left; null where it does not run or nobody knows. */
            seconds_left: number | null;
            /** @description The archive's revision after the last batch: a search whose index has reached it shows all that was imported so far. */
            revision: number | null;
            /** @description Why it failed as a whole; null where it did not. */
            detail: string | null;
            /** @description Where to read more. */
            links: components["schemas"]["ImportLinks"];
        };
        /** @description A page of imports. */
        ImportListAnswer: {
            /** @description How many there are in all. */
            total: number;
            /** @description Which page this is. */
            page: number;
            /** @description How many a page holds. */
            page_size: number;
            /** @description How many pages there are. */
            pages: number;
            /** @description The newest first. */
            imports: components["schemas"]["ImportSummary"][];
        };
        /** @description A page of an import's errors. */
        ImportErrorsAnswer: {
            /** @description How many are kept: the first 10,000; the import's `failed` counts all. */
            total: number;
            /** @description Which page this is. */
            page: number;
            /** @description How many a page holds. */
            page_size: number;
            /** @description How many pages there are. */
            pages: number;
            /** @description In the order of the documents. */
            errors: components["schemas"]["ImportError"][];
        };
        /** @description The process is alive. */
        HealthAnswer: {
            /** @description Always `ok`. */
            status: string;
        };
        /** @description Articles can be read and searched. */
        ReadyAnswer: {
            /** @description Always `ready`. */
            status: string;
            /** @description The parts: `store` and `index`. */
            checks: {
                [key: string]: components["schemas"]["PartCheck"];
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    search: {
        parameters: {
            query?: {
                /** @description The query. Words are ANDed; `"a phrase"`, `"a phrase"~3`, `OR`, `-not`, `pre*`, `w?ld`, `fuzzy~`, `=exact`, `boosted^2`, `field:word`, parentheses and `published:[2024-10 TO now]` are understood. Empty: every article. */
                q?: string;
                /** @description What stands between two words where the query says nothing: `and`, all of them must be there; `or`, any will do. An `and` search that finds nothing is asked again with `or`, and `query.relaxed` says so. */
                operator?: "and" | "or";
                /** @description Find words only as they are spelt in the query, each accent included, though in capitals or not. `=word` in the query does so for one word. */
                exact?: boolean;
                /** @description The order of hits. Articles without a date come last in both orders of time. */
                sort?: "relevance" | "newest" | "oldest";
                /** @description Let recent articles score more: a half-life, such as `12h`, `30d` or `8w`. Age takes up to three quarters of a score: half of that at this age, half of the rest at twice this age, and so on, to the minute; all of it where there is no date. Only where the order is by relevance. */
                boost_recent?: string;
                /** @description Which page, from 1. A page past the end is empty, with the true total. */
                page?: number;
                /** @description How many a page holds. */
                page_size?: number;
                /** @description `next_cursor` of the page before, in place of `page`: this page begins after its last article, whatever was added or deleted since, as deep as you like. Query, filters and order must be the same. */
                cursor?: string;
                /** @description Only articles of this outlet. Repeat it for several: any of them. */
                source?: string[];
                /** @description Only articles that credit or cite this wire agency. Repeatable. */
                agency?: string[];
                /** @description Only articles in this language, a BCP 47 tag. Repeatable. */
                language?: string[];
                /** @description Only articles by this author. Repeatable. */
                author?: string[];
                /** @description Only articles published then or later: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339, inclusive, in `timezone` where no offset is written; or counted from now as in a query: `now-7d`, `now-1M/M`, `today`. Articles without a date are left out. */
                from?: string;
                /** @description Only articles published then or earlier, in the same forms and inclusive: `2024-10` takes the whole of October in, `now/d` the whole of today. */
                to?: string;
                /** @description Whose days are meant: the IANA name of the time zone in which `from` and `to` are read, `today` too, and the buckets of the `published` facet begin. UTC without it; dates in the query itself are in UTC always. */
                timezone?: string;
                /** @description How many buckets a facet shows; the rest is summed as `other`. */
                facet_size?: number;
                /** @description How wide the buckets of the `published` facet are; weeks begin on Monday. */
                interval?: "auto" | "year" | "month" | "week" | "day";
                /** @description How many snippets a hit shows at most; 0 for none. */
                snippets?: number;
                /** @description About how many characters long a snippet is. */
                snippet_size?: number;
                /** @description Which fields snippets are made of, separated by commas. */
                snippet_fields?: ("title" | "description" | "body")[];
                /** @description How snippets show the matches: `html` (escaped text with `<mark>`), `offsets` (plain text, and the matches as pairs of Unicode code points) or `none` (plain text). */
                highlight?: "html" | "offsets" | "none";
                /** @description The HTML element around each match, with `highlight=html`. */
                highlight_tag?: "mark" | "em" | "strong" | "b" | "i" | "u" | "span";
                /** @description Which facets to count, separated by commas; empty for none. */
                facets?: ("source" | "agency" | "author" | "language" | "published")[];
                /** @description Which members of a hit to answer, separated by commas; `id` always comes. Without it: all of them. */
                fields?: ("id" | "score" | "title" | "description" | "url" | "language" | "published" | "source" | "source_kind" | "agencies" | "authors" | "snippets" | "explanation" | "links")[];
                /** @description Which members to leave out, separated by commas. */
                exclude?: ("score" | "title" | "description" | "url" | "language" | "published" | "source" | "source_kind" | "agencies" | "authors" | "snippets" | "explanation" | "links")[];
                /** @description Tell of each hit which words matched in which field, and what each gave to the score, as `explanation`. */
                explain?: boolean;
                /** @description `atom` answers with the hits as an Atom feed (RFC 4287), so that a feed reader can follow a search; `sort=newest` is what it will want. */
                format?: "json" | "atom";
            };
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found. Nothing found is an empty list, not an error. With `format=atom`, a feed. */
            200: {
                headers: {
                    /** @description Changes when the answer does; send it back as `If-None-Match` for a 304. */
                    ETag?: string;
                    /** @description The `first`, `prev`, `next` and `last` pages (RFC 8288), where there are several; from a cursor on, `first` and `next`. */
                    Link?: string;
                    /** @description Where the time went, in milliseconds: `parse` (the request and its query), `search` (with facets and snippets), `correct` (a better spelling), `write`, `compress`; `total`. */
                    "Server-Timing"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "query": {
                     *         "text": "troops ambassador",
                     *         "parsed": "troops AND ambassador",
                     *         "corrected": null,
                     *         "relaxed": false,
                     *         "cut": []
                     *       },
                     *       "total": 1,
                     *       "page": 1,
                     *       "page_size": 10,
                     *       "pages": 1,
                     *       "next_cursor": null,
                     *       "took_ms": 1.8,
                     *       "hits": [
                     *         {
                     *           "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *           "title": "Seoul demands withdrawal of North Korean troops in Russia",
                     *           "description": null,
                     *           "url": null,
                     *           "language": "en",
                     *           "published": {
                     *             "at": "2024-10-21T09:32:00Z",
                     *             "precision": "minute",
                     *             "timezone": "GMT",
                     *             "method": "text:update-line",
                     *             "confidence": "high",
                     *             "evidence": "Update: 2024-10-21 09:32 GMT"
                     *           },
                     *           "source": "AFP",
                     *           "source_kind": "agency",
                     *           "agencies": [
                     *             "AFP"
                     *           ],
                     *           "authors": [],
                     *           "links": {
                     *             "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt"
                     *           },
                     *           "score": 3.2,
                     *           "snippets": [
                     *             {
                     *               "field": "body",
                     *               "html": "South Korea summoned the Russian <mark>ambassador</mark> on Monday"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "facets": {
                     *         "source": {
                     *           "buckets": [
                     *             {
                     *               "value": "AFP",
                     *               "count": 1,
                     *               "selected": false
                     *             }
                     *           ],
                     *           "missing": 0,
                     *           "other": 0
                     *         },
                     *         "published": {
                     *           "interval": "month",
                     *           "buckets": [
                     *             {
                     *               "value": "2024-10",
                     *               "count": 1,
                     *               "selected": false
                     *             }
                     *           ],
                     *           "missing": 0
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SearchAnswer"];
                    "application/atom+xml": string;
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The query cannot be understood** (`/problems/invalid-query`): `q` breaks a rule of the query language. `position` and `length` point at the characters (counted from 0) and `detail` says what to write instead. **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    search_by_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The parameters of `GET /v1/search`, as a JSON object or as a form (`application/x-www-form-urlencoded`). One that is null counts as left out. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "q": "troops OR weapons",
                 *       "source": [
                 *         "AFP",
                 *         "Reuters"
                 *       ],
                 *       "page_size": 20
                 *     }
                 */
                "application/json": components["schemas"]["SearchParameters"];
                "application/x-www-form-urlencoded": components["schemas"]["SearchParameters"];
            };
        };
        responses: {
            /** @description What was found. Nothing found is an empty list, not an error. With `format=atom`, a feed. */
            200: {
                headers: {
                    /** @description Changes when the answer does; send it back as `If-None-Match` for a 304. */
                    ETag?: string;
                    /** @description The `first`, `prev`, `next` and `last` pages (RFC 8288), where there are several; from a cursor on, `first` and `next`. */
                    Link?: string;
                    /** @description Where the time went, in milliseconds: `parse` (the request and its query), `search` (with facets and snippets), `correct` (a better spelling), `write`, `compress`; `total`. */
                    "Server-Timing"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "query": {
                     *         "text": "troops ambassador",
                     *         "parsed": "troops AND ambassador",
                     *         "corrected": null,
                     *         "relaxed": false,
                     *         "cut": []
                     *       },
                     *       "total": 1,
                     *       "page": 1,
                     *       "page_size": 10,
                     *       "pages": 1,
                     *       "next_cursor": null,
                     *       "took_ms": 1.8,
                     *       "hits": [
                     *         {
                     *           "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *           "title": "Seoul demands withdrawal of North Korean troops in Russia",
                     *           "description": null,
                     *           "url": null,
                     *           "language": "en",
                     *           "published": {
                     *             "at": "2024-10-21T09:32:00Z",
                     *             "precision": "minute",
                     *             "timezone": "GMT",
                     *             "method": "text:update-line",
                     *             "confidence": "high",
                     *             "evidence": "Update: 2024-10-21 09:32 GMT"
                     *           },
                     *           "source": "AFP",
                     *           "source_kind": "agency",
                     *           "agencies": [
                     *             "AFP"
                     *           ],
                     *           "authors": [],
                     *           "links": {
                     *             "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt"
                     *           },
                     *           "score": 3.2,
                     *           "snippets": [
                     *             {
                     *               "field": "body",
                     *               "html": "South Korea summoned the Russian <mark>ambassador</mark> on Monday"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "facets": {
                     *         "source": {
                     *           "buckets": [
                     *             {
                     *               "value": "AFP",
                     *               "count": 1,
                     *               "selected": false
                     *             }
                     *           ],
                     *           "missing": 0,
                     *           "other": 0
                     *         },
                     *         "published": {
                     *           "interval": "month",
                     *           "buckets": [
                     *             {
                     *               "value": "2024-10",
                     *               "count": 1,
                     *               "selected": false
                     *             }
                     *           ],
                     *           "missing": 0
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SearchAnswer"];
                    "application/atom+xml": string;
                };
            };
            /** @description **The query cannot be understood** (`/problems/invalid-query`): `q` breaks a rule of the query language. `position` and `length` point at the characters (counted from 0) and `detail` says what to write instead. **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The request is too large** (`/problems/too-large`): The body is larger than the operator allows (`ARCHIVE_MAX_ARTICLE_BYTES` for an article, `ARCHIVE_MAX_IMPORT_BYTES` for an import). */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The body's media type is not supported** (`/problems/unsupported-media-type`): An article is sent as `Content-Type: application/json`. An import may have any media type, but no `Content-Encoding` other than those in the header `Accept-Encoding`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    export: {
        parameters: {
            query?: {
                /** @description The query. Words are ANDed; `"a phrase"`, `"a phrase"~3`, `OR`, `-not`, `pre*`, `w?ld`, `fuzzy~`, `=exact`, `boosted^2`, `field:word`, parentheses and `published:[2024-10 TO now]` are understood. Empty: every article. */
                q?: string;
                /** @description What stands between two words where the query says nothing: `and`, all of them must be there; `or`, any will do. An `and` search that finds nothing is asked again with `or`, and `query.relaxed` says so. */
                operator?: "and" | "or";
                /** @description Find words only as they are spelt in the query, each accent included, though in capitals or not. `=word` in the query does so for one word. */
                exact?: boolean;
                /** @description The order of hits. Articles without a date come last in both orders of time. */
                sort?: "relevance" | "newest" | "oldest";
                /** @description Let recent articles score more: a half-life, such as `12h`, `30d` or `8w`. Age takes up to three quarters of a score: half of that at this age, half of the rest at twice this age, and so on, to the minute; all of it where there is no date. Only where the order is by relevance. */
                boost_recent?: string;
                /** @description Only articles of this outlet. Repeat it for several: any of them. */
                source?: string[];
                /** @description Only articles that credit or cite this wire agency. Repeatable. */
                agency?: string[];
                /** @description Only articles in this language, a BCP 47 tag. Repeatable. */
                language?: string[];
                /** @description Only articles by this author. Repeatable. */
                author?: string[];
                /** @description Only articles published then or later: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339, inclusive, in `timezone` where no offset is written; or counted from now as in a query: `now-7d`, `now-1M/M`, `today`. Articles without a date are left out. */
                from?: string;
                /** @description Only articles published then or earlier, in the same forms and inclusive: `2024-10` takes the whole of October in, `now/d` the whole of today. */
                to?: string;
                /** @description Whose days are meant: the IANA name of the time zone in which `from` and `to` are read, `today` too, and the buckets of the `published` facet begin. UTC without it; dates in the query itself are in UTC always. */
                timezone?: string;
                /** @description `jsonl`: a JSON object a line, as `/v1/documents/{id}` answers it. `csv`: a table for spreadsheets (RFC 4180). `atom`: a feed (RFC 4287). */
                format?: "jsonl" | "csv" | "atom";
                /** @description Begin a `csv` with the mark by which Excel knows that it is in UTF-8. */
                bom?: boolean;
                /** @description Which members of an article to answer, separated by commas; `id` always comes. Without it: all of them. */
                fields?: ("id" | "version" | "revision" | "stored_at" | "content_hash" | "title" | "description" | "body" | "url" | "language" | "published" | "source" | "source_kind" | "source_evidence" | "agencies" | "authors" | "links")[];
                /** @description Which members to leave out, separated by commas. */
                exclude?: ("version" | "revision" | "stored_at" | "content_hash" | "title" | "description" | "body" | "url" | "language" | "published" | "source" | "source_kind" | "source_evidence" | "agencies" | "authors" | "links")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every hit, in the order of the search. An export that breaks off without its last chunk is not complete. */
            200: {
                headers: {
                    /** @description A name to save it by. */
                    "Content-Disposition"?: string;
                    /** @description `true` where no article has all the words, so that any of them was searched for. */
                    "Query-Relaxed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                    "application/atom+xml": string;
                };
            };
            /** @description **The query cannot be understood** (`/problems/invalid-query`): `q` breaks a rule of the query language. `position` and `length` point at the characters (counted from 0) and `detail` says what to write instead. **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. **As many exports as can be are under way** (`/problems/too-many-exports`): Each export keeps a place until its reader has all of it; so that searches always find one free, there are only some for exports. The header `Retry-After` says in how many seconds to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    export_by_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The parameters of `GET /v1/export`, as a JSON object or as a form (`application/x-www-form-urlencoded`). */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "q": "troops OR weapons",
                 *       "from": "2024-10",
                 *       "sort": "oldest",
                 *       "format": "csv"
                 *     }
                 */
                "application/json": components["schemas"]["ExportParameters"];
                "application/x-www-form-urlencoded": components["schemas"]["ExportParameters"];
            };
        };
        responses: {
            /** @description Every hit, in the order of the search. An export that breaks off without its last chunk is not complete. */
            200: {
                headers: {
                    /** @description A name to save it by. */
                    "Content-Disposition"?: string;
                    /** @description `true` where no article has all the words, so that any of them was searched for. */
                    "Query-Relaxed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                    "application/atom+xml": string;
                };
            };
            /** @description **The query cannot be understood** (`/problems/invalid-query`): `q` breaks a rule of the query language. `position` and `length` point at the characters (counted from 0) and `detail` says what to write instead. **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The request is too large** (`/problems/too-large`): The body is larger than the operator allows (`ARCHIVE_MAX_ARTICLE_BYTES` for an article, `ARCHIVE_MAX_IMPORT_BYTES` for an import). */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The body's media type is not supported** (`/problems/unsupported-media-type`): An article is sent as `Content-Type: application/json`. An import may have any media type, but no `Content-Encoding` other than those in the header `Accept-Encoding`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. **As many exports as can be are under way** (`/problems/too-many-exports`): Each export keeps a place until its reader has all of it; so that searches always find one free, there are only some for exports. The header `Retry-After` says in how many seconds to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    list_facet_values: {
        parameters: {
            query?: {
                /** @description The query. Words are ANDed; `"a phrase"`, `"a phrase"~3`, `OR`, `-not`, `pre*`, `w?ld`, `fuzzy~`, `=exact`, `boosted^2`, `field:word`, parentheses and `published:[2024-10 TO now]` are understood. Empty: every article. */
                q?: string;
                /** @description What stands between two words where the query says nothing: `and`, all of them must be there; `or`, any will do. An `and` search that finds nothing is asked again with `or`, and `query.relaxed` says so. */
                operator?: "and" | "or";
                /** @description Find words only as they are spelt in the query, each accent included, though in capitals or not. `=word` in the query does so for one word. */
                exact?: boolean;
                /** @description Only articles of this outlet. Repeat it for several: any of them. */
                source?: string[];
                /** @description Only articles that credit or cite this wire agency. Repeatable. */
                agency?: string[];
                /** @description Only articles in this language, a BCP 47 tag. Repeatable. */
                language?: string[];
                /** @description Only articles by this author. Repeatable. */
                author?: string[];
                /** @description Only articles published then or later: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339, inclusive, in `timezone` where no offset is written; or counted from now as in a query: `now-7d`, `now-1M/M`, `today`. Articles without a date are left out. */
                from?: string;
                /** @description Only articles published then or earlier, in the same forms and inclusive: `2024-10` takes the whole of October in, `now/d` the whole of today. */
                to?: string;
                /** @description Whose days are meant: the IANA name of the time zone in which `from` and `to` are read, `today` too, and the buckets of the `published` facet begin. UTC without it; dates in the query itself are in UTC always. */
                timezone?: string;
                /** @description How many buckets a facet shows; the rest is summed as `other`. */
                facet_size?: number;
                /** @description How wide the buckets of the `published` facet are; weeks begin on Monday. */
                interval?: "auto" | "year" | "month" | "week" | "day";
                /** @description Only values with a word that begins so; capitals and accents do not matter. */
                prefix?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The facet: one of `source`, `agency`, `author`, `language`, `published`. */
                field: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The values, over all articles that match. */
            200: {
                headers: {
                    /** @description Changes when the answer does; send it back as `If-None-Match` for a 304. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "query": {
                     *         "text": "troops ambassador",
                     *         "parsed": "troops AND ambassador",
                     *         "corrected": null,
                     *         "relaxed": false,
                     *         "cut": []
                     *       },
                     *       "field": "source",
                     *       "total": 5,
                     *       "took_ms": 0.4,
                     *       "buckets": [
                     *         {
                     *           "value": "Hindustan Times",
                     *           "count": 1,
                     *           "selected": false
                     *         }
                     *       ],
                     *       "missing": 1,
                     *       "other": 0
                     *     }
                     */
                    "application/json": components["schemas"]["FacetValuesAnswer"];
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The query cannot be understood** (`/problems/invalid-query`): `q` breaks a rule of the query language. `position` and `length` point at the characters (counted from 0) and `detail` says what to write instead. **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    suggest_queries: {
        parameters: {
            query?: {
                /** @description What stands in the search box so far; its last word may be unfinished. */
                q?: string;
                /** @description How many suggestions at most. */
                limit?: number;
            };
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The suggestions, the likeliest first; an empty list where there is none. */
            200: {
                headers: {
                    /** @description Changes when the answer does; send it back as `If-None-Match` for a 304. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "q": "north kor",
                     *       "took_ms": 0.8,
                     *       "suggestions": [
                     *         {
                     *           "kind": "word",
                     *           "text": "north korean",
                     *           "label": "north korean",
                     *           "count": 5,
                     *           "marks": [
                     *             [
                     *               0,
                     *               9
                     *             ]
                     *           ]
                     *         },
                     *         {
                     *           "kind": "title",
                     *           "text": "title:\"South Korea urges North Korea to halt support for Russia\"",
                     *           "label": "South Korea urges North Korea to halt support for Russia",
                     *           "count": 1,
                     *           "marks": [
                     *             [
                     *               18,
                     *               27
                     *             ]
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SuggestAnswer"];
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    list_documents: {
        parameters: {
            query?: {
                /** @description Which page, from 1. A page past the end is empty, with the true total. */
                page?: number;
                /** @description How many a page holds. */
                page_size?: number;
                /** @description `next_cursor` of the page before, in place of `page`: this page begins after its last article, whatever was added or deleted since, as deep as you like. Query, filters and order must be the same. */
                cursor?: string;
                /** @description Only articles of this outlet. Repeat it for several: any of them. */
                source?: string[];
                /** @description Only articles that credit or cite this wire agency. Repeatable. */
                agency?: string[];
                /** @description Only articles in this language, a BCP 47 tag. Repeatable. */
                language?: string[];
                /** @description Only articles by this author. Repeatable. */
                author?: string[];
                /** @description Only articles published then or later: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339, inclusive, in `timezone` where no offset is written; or counted from now as in a query: `now-7d`, `now-1M/M`, `today`. Articles without a date are left out. */
                from?: string;
                /** @description Only articles published then or earlier, in the same forms and inclusive: `2024-10` takes the whole of October in, `now/d` the whole of today. */
                to?: string;
                /** @description Whose days are meant: the IANA name of the time zone in which `from` and `to` are read, `today` too, and the buckets of the `published` facet begin. UTC without it; dates in the query itself are in UTC always. */
                timezone?: string;
                /** @description The order, by publication. */
                sort?: "newest" | "oldest";
                /** @description Which members of a document to answer, separated by commas; `id` always comes. Without it: all of them. */
                fields?: ("id" | "title" | "description" | "url" | "language" | "published" | "source" | "source_kind" | "agencies" | "authors" | "links")[];
                /** @description Which members to leave out, separated by commas. */
                exclude?: ("title" | "description" | "url" | "language" | "published" | "source" | "source_kind" | "agencies" | "authors" | "links")[];
            };
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of documents. */
            200: {
                headers: {
                    /** @description Changes when the answer does; send it back as `If-None-Match` for a 304. */
                    ETag?: string;
                    /** @description The `first`, `prev`, `next` and `last` pages (RFC 8288), where there are several; from a cursor on, `first` and `next`. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 1,
                     *       "page": 1,
                     *       "page_size": 10,
                     *       "pages": 1,
                     *       "next_cursor": null,
                     *       "took_ms": 1.8,
                     *       "documents": [
                     *         {
                     *           "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *           "title": "Seoul demands withdrawal of North Korean troops in Russia",
                     *           "description": null,
                     *           "url": null,
                     *           "language": "en",
                     *           "published": {
                     *             "at": "2024-10-21T09:32:00Z",
                     *             "precision": "minute",
                     *             "timezone": "GMT",
                     *             "method": "text:update-line",
                     *             "confidence": "high",
                     *             "evidence": "Update: 2024-10-21 09:32 GMT"
                     *           },
                     *           "source": "AFP",
                     *           "source_kind": "agency",
                     *           "agencies": [
                     *             "AFP"
                     *           ],
                     *           "authors": [],
                     *           "links": {
                     *             "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ListAnswer"];
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    add_document: {
        parameters: {
            query?: {
                /** @description `wait`: answer when searches show the change. `false`: answer when it is stored, which is at once; searches show it a moment later. */
                refresh?: "false" | "wait";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The article. The bytes are kept as they come, for `/raw`. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Harbour reopens after storm",
                 *       "body": "The harbour reopened on Monday.\n\nFerries run to their timetable again.",
                 *       "url": "https://news.example/harbour-reopens",
                 *       "published": "2024-10-28T09:30:00+01:00",
                 *       "source": "Example Post",
                 *       "agencies": [
                 *         "Reuters",
                 *         {
                 *           "name": "AFP",
                 *           "role": "cited"
                 *         }
                 *       ],
                 *       "authors": [
                 *         "Ada Example"
                 *       ],
                 *       "language": "en"
                 *     }
                 */
                "application/json": components["schemas"]["StatedArticle"];
            };
        };
        responses: {
            /** @description It was there: `updated` to a new version, or `unchanged`. */
            200: {
                headers: {
                    /** @description The document's address. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *       "outcome": "updated",
                     *       "version": 2,
                     *       "revision": 6,
                     *       "links": {
                     *         "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt",
                     *         "raw": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/raw",
                     *         "versions": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/versions"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutAnswer"];
                };
            };
            /** @description It is stored, and was not there before. */
            201: {
                headers: {
                    /** @description The document's address. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *       "outcome": "added",
                     *       "version": 1,
                     *       "revision": 6,
                     *       "links": {
                     *         "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt",
                     *         "raw": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/raw",
                     *         "versions": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/versions"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutAnswer"];
                };
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A key is required** (`/problems/key-required`): Writing, and seeing what others import, needs the header `Authorization: Bearer <key>`. **The key is not known** (`/problems/key-unknown`): No key of this archive is the one that was sent: it is mistyped or was revoked. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **Writing is off until a key is made** (`/problems/no-keys`): This archive has no key yet. Its operator makes one with `flask archive key create NAME`. **The key does not allow this** (`/problems/scope-missing`): The key is known but lacks the scope that this request needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The request is too large** (`/problems/too-large`): The body is larger than the operator allows (`ARCHIVE_MAX_ARTICLE_BYTES` for an article, `ARCHIVE_MAX_IMPORT_BYTES` for an import). */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The body's media type is not supported** (`/problems/unsupported-media-type`): An article is sent as `Content-Type: application/json`. An import may have any media type, but no `Content-Encoding` other than those in the header `Accept-Encoding`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. **The article cannot be accepted** (`/problems/invalid-article`): `errors` says what is wrong with each member of the JSON that was sent, by its path (`agencies.0.name`). Nothing was stored. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. **The change is stored but not searchable yet** (`/problems/not-searchable-yet`): With `refresh=wait`: the change is safe in the archive at `revision`, but the index did not reach it in time. It needs no repeating; the index catches up by itself. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    get_document: {
        parameters: {
            query?: {
                /** @description A query whose matches are marked in the whole title, description and body, under `highlights`. */
                q?: string;
                /** @description How `highlights` shows them, as in a search. */
                highlight?: "html" | "offsets";
                /** @description An earlier version, by its number; the newest without it. */
                version?: number;
            };
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    /** @description Of this version; send it as `If-None-Match` for a 304, or as `If-Match` with a write that must not undo another's. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *       "version": 1,
                     *       "revision": 5,
                     *       "stored_at": "2026-05-04T08:15:30.125Z",
                     *       "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "title": "Seoul demands withdrawal of North Korean troops in Russia",
                     *       "description": null,
                     *       "body": "Seoul: South Korea summoned the Russian ambassador on Monday.\n\nIt said ...",
                     *       "url": null,
                     *       "language": "en",
                     *       "published": {
                     *         "at": "2024-10-21T09:32:00Z",
                     *         "precision": "minute",
                     *         "timezone": "GMT",
                     *         "method": "text:update-line",
                     *         "confidence": "high",
                     *         "evidence": "Update: 2024-10-21 09:32 GMT"
                     *       },
                     *       "source": "AFP",
                     *       "source_kind": "agency",
                     *       "source_evidence": "By : AFP",
                     *       "agencies": [
                     *         {
                     *           "name": "AFP",
                     *           "role": "credited",
                     *           "evidence": "By : AFP"
                     *         }
                     *       ],
                     *       "authors": [],
                     *       "links": {
                     *         "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt",
                     *         "raw": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/raw",
                     *         "versions": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/versions",
                     *         "similar": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/similar",
                     *         "citation": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/citation"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DocumentAnswer"];
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The query cannot be understood** (`/problems/invalid-query`): `q` breaks a rule of the query language. `position` and `length` point at the characters (counted from 0) and `detail` says what to write instead. **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such article** (`/problems/article-not-found`): No article has this id, or it has no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The article was deleted** (`/problems/article-deleted`): It was here, and is not any more. What is kept of it (versions, originals, what changed) is shown to whoever sends a key with the `write` scope; `PUT` restores it. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    put_document: {
        parameters: {
            query?: {
                /** @description `wait`: answer when searches show the change. `false`: answer when it is stored, which is at once; searches show it a moment later. */
                refresh?: "false" | "wait";
            };
            header?: {
                /** @description The ETag of the document as it was read: 412 if it changed since. */
                "If-Match"?: string;
                /** @description `*`: 412 if the article exists already. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        /** @description The article. The bytes are kept as they come, for `/raw`. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Harbour reopens after storm",
                 *       "body": "The harbour reopened on Monday.\n\nFerries run to their timetable again.",
                 *       "url": "https://news.example/harbour-reopens",
                 *       "published": "2024-10-28T09:30:00+01:00",
                 *       "source": "Example Post",
                 *       "agencies": [
                 *         "Reuters",
                 *         {
                 *           "name": "AFP",
                 *           "role": "cited"
                 *         }
                 *       ],
                 *       "authors": [
                 *         "Ada Example"
                 *       ],
                 *       "language": "en"
                 *     }
                 */
                "application/json": components["schemas"]["StatedArticle"];
            };
        };
        responses: {
            /** @description It was there: `updated` to a new version, or `unchanged`. */
            200: {
                headers: {
                    /** @description The document's address. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *       "outcome": "updated",
                     *       "version": 2,
                     *       "revision": 6,
                     *       "links": {
                     *         "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt",
                     *         "raw": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/raw",
                     *         "versions": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/versions"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutAnswer"];
                };
            };
            /** @description It is stored, and was not there before. */
            201: {
                headers: {
                    /** @description The document's address. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *       "outcome": "added",
                     *       "version": 1,
                     *       "revision": 6,
                     *       "links": {
                     *         "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt",
                     *         "raw": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/raw",
                     *         "versions": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/versions"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["PutAnswer"];
                };
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A key is required** (`/problems/key-required`): Writing, and seeing what others import, needs the header `Authorization: Bearer <key>`. **The key is not known** (`/problems/key-unknown`): No key of this archive is the one that was sent: it is mistyped or was revoked. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **Writing is off until a key is made** (`/problems/no-keys`): This archive has no key yet. Its operator makes one with `flask archive key create NAME`. **The key does not allow this** (`/problems/scope-missing`): The key is known but lacks the scope that this request needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The article is not as the request expects** (`/problems/precondition-failed`): `If-Match` names another version than the newest, or `If-None-Match: *` met an article that exists. Nothing was changed. Read the article again and decide. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The request is too large** (`/problems/too-large`): The body is larger than the operator allows (`ARCHIVE_MAX_ARTICLE_BYTES` for an article, `ARCHIVE_MAX_IMPORT_BYTES` for an import). */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The body's media type is not supported** (`/problems/unsupported-media-type`): An article is sent as `Content-Type: application/json`. An import may have any media type, but no `Content-Encoding` other than those in the header `Accept-Encoding`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. **The article cannot be accepted** (`/problems/invalid-article`): `errors` says what is wrong with each member of the JSON that was sent, by its path (`agencies.0.name`). Nothing was stored. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. **The change is stored but not searchable yet** (`/problems/not-searchable-yet`): With `refresh=wait`: the change is safe in the archive at `revision`, but the index did not reach it in time. It needs no repeating; the index catches up by itself. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    delete_document: {
        parameters: {
            query?: {
                /** @description `wait`: answer when searches show the change. `false`: answer when it is stored, which is at once; searches show it a moment later. */
                refresh?: "false" | "wait";
            };
            header?: {
                /** @description The ETag of the document as it was read: 412 if it changed since. */
                "If-Match"?: string;
            };
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is deleted. Its versions are kept. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **A key is required** (`/problems/key-required`): Writing, and seeing what others import, needs the header `Authorization: Bearer <key>`. **The key is not known** (`/problems/key-unknown`): No key of this archive is the one that was sent: it is mistyped or was revoked. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **Writing is off until a key is made** (`/problems/no-keys`): This archive has no key yet. Its operator makes one with `flask archive key create NAME`. **The key does not allow this** (`/problems/scope-missing`): The key is known but lacks the scope that this request needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such article** (`/problems/article-not-found`): No article has this id, or it has no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The article is not as the request expects** (`/problems/precondition-failed`): `If-Match` names another version than the newest, or `If-None-Match: *` met an article that exists. Nothing was changed. Read the article again and decide. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. **The change is stored but not searchable yet** (`/problems/not-searchable-yet`): With `refresh=wait`: the change is safe in the archive at `revision`, but the index did not reach it in time. It needs no repeating; the index catches up by itself. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    get_original: {
        parameters: {
            query?: {
                /** @description A version's number; the newest without it. */
                version?: number;
            };
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes as they came, with the media type they came as. They are for saving: a browser neither shows nor runs them. */
            200: {
                headers: {
                    /** @description Of these bytes. */
                    ETag?: string;
                    /** @description A name to save it by. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such article** (`/problems/article-not-found`): No article has this id, or it has no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The article was deleted** (`/problems/article-deleted`): It was here, and is not any more. What is kept of it (versions, originals, what changed) is shown to whoever sends a key with the `write` scope; `PUT` restores it. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    list_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions, the oldest first. */
            200: {
                headers: {
                    /** @description Changes with each new version. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *       "versions": [
                     *         {
                     *           "version": 1,
                     *           "revision": 5,
                     *           "stored_at": "2026-05-04T08:15:30.125Z",
                     *           "change": "put",
                     *           "title": "Seoul demands withdrawal of North Korean troops in Russia",
                     *           "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "links": {
                     *             "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt?version=1",
                     *             "raw": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/raw?version=1"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["VersionsAnswer"];
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such article** (`/problems/article-not-found`): No article has this id, or it has no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The article was deleted** (`/problems/article-deleted`): It was here, and is not any more. What is kept of it (versions, originals, what changed) is shown to whoever sends a key with the `write` scope; `PUT` restores it. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    compare_versions: {
        parameters: {
            query?: {
                /** @description The version whose changes are told, by its number; the newest without it. */
                to?: number;
                /** @description Show texts as HTML too, with `ins` and `del` elements, everything else in them escaped. */
                html?: boolean;
                /** @description The version to compare with, by its number; the one before `to` without it. */
                from?: number;
            };
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What changed. */
            200: {
                headers: {
                    /** @description Of these two versions' difference. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *       "from": {
                     *         "version": 1,
                     *         "revision": 5,
                     *         "stored_at": "2026-05-04T08:15:30.125Z",
                     *         "change": "put",
                     *         "title": "Seoul demands withdrawal of North Korean troops in Russia",
                     *         "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "links": {
                     *           "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt?version=1",
                     *           "raw": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/raw?version=1"
                     *         }
                     *       },
                     *       "to": {
                     *         "version": 2,
                     *         "revision": 9,
                     *         "stored_at": "2026-05-04T08:15:30.125Z",
                     *         "change": "put",
                     *         "title": "Seoul demands withdrawal of North Korean troops in Russia",
                     *         "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "links": {
                     *           "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt?version=2",
                     *           "raw": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt/raw?version=2"
                     *         }
                     *       },
                     *       "changed": true,
                     *       "fields": [
                     *         {
                     *           "field": "agencies",
                     *           "change": "added",
                     *           "before": [],
                     *           "after": [
                     *             {
                     *               "name": "AFP",
                     *               "role": "credited",
                     *               "evidence": "By : AFP"
                     *             }
                     *           ],
                     *           "removed": [],
                     *           "added": [
                     *             {
                     *               "name": "AFP",
                     *               "role": "credited",
                     *               "evidence": "By : AFP"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "body": {
                     *         "changed": true,
                     *         "words_added": 1,
                     *         "words_removed": 1,
                     *         "paragraphs": [
                     *           {
                     *             "change": "changed",
                     *             "before": 1,
                     *             "after": 1,
                     *             "parts": [
                     *               {
                     *                 "change": "same",
                     *                 "text": "Seoul: South Korea summoned the Russian"
                     *               },
                     *               {
                     *                 "change": "removed",
                     *                 "text": " envoy"
                     *               },
                     *               {
                     *                 "change": "added",
                     *                 "text": " ambassador"
                     *               },
                     *               {
                     *                 "change": "same",
                     *                 "text": " on Monday."
                     *               }
                     *             ]
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DifferenceAnswer"];
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such article** (`/problems/article-not-found`): No article has this id, or it has no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The article was deleted** (`/problems/article-deleted`): It was here, and is not any more. What is kept of it (versions, originals, what changed) is shown to whoever sends a key with the `write` scope; `PUT` restores it. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    cite_document: {
        parameters: {
            query?: {
                /** @description `bibtex`, `ris`, or `csl-json` as Zotero, Pandoc and others read it. */
                format?: "bibtex" | "ris" | "csl-json";
                /** @description An earlier version, by its number; the newest without it. */
                version?: number;
            };
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reference, in UTF-8. */
            200: {
                headers: {
                    /** @description Changes with each new version. */
                    ETag?: string;
                    /** @description The `canonical` address of this very version. */
                    Link?: string;
                    /** @description A name to save it by. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-bibtex": string;
                    "application/x-research-info-systems": string;
                    "application/vnd.citationstyles.csl+json": string;
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such article** (`/problems/article-not-found`): No article has this id, or it has no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The article was deleted** (`/problems/article-deleted`): It was here, and is not any more. What is kept of it (versions, originals, what changed) is shown to whoever sends a key with the `write` scope; `PUT` restores it. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    list_similar: {
        parameters: {
            query?: {
                /** @description Which page, from 1. A page past the end is empty, with the true total. */
                page?: number;
                /** @description How many a page holds. */
                page_size?: number;
                /** @description `next_cursor` of the page before, in place of `page`: this page begins after its last article, whatever was added or deleted since, as deep as you like. Query, filters and order must be the same. */
                cursor?: string;
                /** @description Only articles of this outlet. Repeat it for several: any of them. */
                source?: string[];
                /** @description Only articles that credit or cite this wire agency. Repeatable. */
                agency?: string[];
                /** @description Only articles in this language, a BCP 47 tag. Repeatable. */
                language?: string[];
                /** @description Only articles by this author. Repeatable. */
                author?: string[];
                /** @description Only articles published then or later: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or RFC 3339, inclusive, in `timezone` where no offset is written; or counted from now as in a query: `now-7d`, `now-1M/M`, `today`. Articles without a date are left out. */
                from?: string;
                /** @description Only articles published then or earlier, in the same forms and inclusive: `2024-10` takes the whole of October in, `now/d` the whole of today. */
                to?: string;
                /** @description Whose days are meant: the IANA name of the time zone in which `from` and `to` are read, `today` too, and the buckets of the `published` facet begin. UTC without it; dates in the query itself are in UTC always. */
                timezone?: string;
                /** @description Which members of a hit to answer, separated by commas; `id` always comes. Without it: all of them. */
                fields?: ("id" | "score" | "title" | "description" | "url" | "language" | "published" | "source" | "source_kind" | "agencies" | "authors" | "links")[];
                /** @description Which members to leave out, separated by commas. */
                exclude?: ("score" | "title" | "description" | "url" | "language" | "published" | "source" | "source_kind" | "agencies" | "authors" | "links")[];
            };
            header?: {
                /** @description The ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The article's id, as a hit or the answer of a write names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of similar articles; an empty list where none is like it. */
            200: {
                headers: {
                    /** @description Changes when the answer does; send it back as `If-None-Match` for a 304. */
                    ETag?: string;
                    /** @description The `first`, `prev`, `next` and `last` pages (RFC 8288), where there are several; from a cursor on, `first` and `next`. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 1,
                     *       "page": 1,
                     *       "page_size": 10,
                     *       "pages": 1,
                     *       "next_cursor": null,
                     *       "took_ms": 1.8,
                     *       "hits": [
                     *         {
                     *           "id": "2rhw3d2n7q5yk6b4fzsm1xvt",
                     *           "title": "Seoul demands withdrawal of North Korean troops in Russia",
                     *           "description": null,
                     *           "url": null,
                     *           "language": "en",
                     *           "published": {
                     *             "at": "2024-10-21T09:32:00Z",
                     *             "precision": "minute",
                     *             "timezone": "GMT",
                     *             "method": "text:update-line",
                     *             "confidence": "high",
                     *             "evidence": "Update: 2024-10-21 09:32 GMT"
                     *           },
                     *           "source": "AFP",
                     *           "source_kind": "agency",
                     *           "agencies": [
                     *             "AFP"
                     *           ],
                     *           "authors": [],
                     *           "links": {
                     *             "self": "/v1/documents/2rhw3d2n7q5yk6b4fzsm1xvt"
                     *           },
                     *           "score": 21.7
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SimilarAnswer"];
                };
            };
            /** @description The answer is still the one that the client has. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such article** (`/problems/article-not-found`): No article has this id, or it has no such version. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The article was deleted** (`/problems/article-deleted`): It was here, and is not any more. What is kept of it (versions, originals, what changed) is shown to whoever sends a key with the `write` scope; `PUT` restores it. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    list_imports: {
        parameters: {
            query?: {
                /** @description Which page, from 1. A page past the end is empty, with the true total. */
                page?: number;
                /** @description How many a page holds. */
                page_size?: number;
                /** @description Only those in this state. */
                state?: "queued" | "running" | "done" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of imports. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 1,
                     *       "page": 1,
                     *       "page_size": 10,
                     *       "pages": 1,
                     *       "imports": [
                     *         {
                     *           "id": "0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *           "state": "running",
                     *           "cancelling": false,
                     *           "files": [
                     *             {
                     *               "name": "october.jsonl",
                     *               "media_type": "application/x-ndjson",
                     *               "bytes": 48211307,
                     *               "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
                     *             }
                     *           ],
                     *           "by": "newsroom",
                     *           "created_at": "2026-05-04T08:15:30.125Z",
                     *           "started_at": "2026-05-04T08:15:30.301Z",
                     *           "finished_at": null,
                     *           "documents": 4000,
                     *           "added": 3911,
                     *           "updated": 3,
                     *           "unchanged": 85,
                     *           "failed": 1,
                     *           "passed_over": 0,
                     *           "bytes": 48211307,
                     *           "bytes_read": 13107200,
                     *           "rate": 389.2,
                     *           "seconds_left": 27.5,
                     *           "revision": 3920,
                     *           "detail": null,
                     *           "links": {
                     *             "self": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *             "errors": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c/errors"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportListAnswer"];
                };
            };
            /** @description **A key is required** (`/problems/key-required`): Writing, and seeing what others import, needs the header `Authorization: Bearer <key>`. **The key is not known** (`/problems/key-unknown`): No key of this archive is the one that was sent: it is mistyped or was revoked. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **Writing is off until a key is made** (`/problems/no-keys`): This archive has no key yet. Its operator makes one with `flask archive key create NAME`. **The key does not allow this** (`/problems/scope-missing`): The key is known but lacks the scope that this request needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    create_import: {
        parameters: {
            query?: {
                /** @description The file's name: it tells the format where the content does not, and names the place in errors. The files of a form have names of their own. */
                name?: string;
                /** @description What files are that do not tell, by content or name. */
                format?: "text" | "html" | "json" | "jsonl" | "csv" | "tsv" | "feed" | "warc";
                /** @description The outlet of all these articles; it wins over the page. */
                source?: string;
                /** @description Their language, as a tag: `en`, `pt-BR`. */
                language?: string;
                /** @description The wire agency that they came from; repeat it for several. */
                agency?: string[];
                /** @description The zone of dates that name none: `Asia/Seoul`, `+09:00`. */
                timezone?: string;
                /** @description Which field or column of records is which: `title=headline`; repeat it for several. Common names are known without. */
                field?: string[];
            };
            header?: {
                /** @description A text of the client's own choice, up to 255 characters: a request that is sent again with it, because its answer was lost, starts nothing new. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The articles, in any format that `flask archive import` reads (NDJSON, JSON, CSV, TSV, text, HTML, WARC, feeds, and gzip, zstd, bzip2, xz, zip and tar around them): as the body itself, with any media type, with a length or chunked, and perhaps with `Content-Encoding: gzip` or `zstd`; or as the files of a form, whose other fields are parameters. What it is, the content tells; name and media type help. */
        requestBody: {
            content: {
                /**
                 * @example {"title": "Harbour reopens", "body": "The harbour reopened on Monday.", "source": "AP"}
                 *     {"headline": "Ferries run again", "content": "One left at noon.", "date": "2024-10-29"}
                 */
                "application/x-ndjson": string;
                "*/*": string;
                "multipart/form-data": {
                    /** @description The files, one or several, under any name. */
                    file?: string[];
                };
            };
        };
        responses: {
            /** @description The import that this `Idempotency-Key` belongs to, which has ended. */
            200: {
                headers: {
                    /** @description The import's address. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *       "state": "running",
                     *       "cancelling": false,
                     *       "files": [
                     *         {
                     *           "name": "october.jsonl",
                     *           "media_type": "application/x-ndjson",
                     *           "bytes": 48211307,
                     *           "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
                     *         }
                     *       ],
                     *       "by": "newsroom",
                     *       "created_at": "2026-05-04T08:15:30.125Z",
                     *       "started_at": "2026-05-04T08:15:30.301Z",
                     *       "finished_at": null,
                     *       "documents": 4000,
                     *       "added": 3911,
                     *       "updated": 3,
                     *       "unchanged": 85,
                     *       "failed": 1,
                     *       "passed_over": 0,
                     *       "bytes": 48211307,
                     *       "bytes_read": 13107200,
                     *       "rate": 389.2,
                     *       "seconds_left": 27.5,
                     *       "revision": 3920,
                     *       "detail": null,
                     *       "links": {
                     *         "self": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *         "errors": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c/errors"
                     *       },
                     *       "errors": [
                     *         {
                     *           "number": 17,
                     *           "location": "october.jsonl line 17",
                     *           "reason": "october.jsonl line 17 is not JSON: unexpected end of data."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description All of it is on the disk and queued, or was so already under this `Idempotency-Key`. What becomes of it, the import tells at its address. */
            202: {
                headers: {
                    /** @description The import's address. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *       "state": "running",
                     *       "cancelling": false,
                     *       "files": [
                     *         {
                     *           "name": "october.jsonl",
                     *           "media_type": "application/x-ndjson",
                     *           "bytes": 48211307,
                     *           "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
                     *         }
                     *       ],
                     *       "by": "newsroom",
                     *       "created_at": "2026-05-04T08:15:30.125Z",
                     *       "started_at": "2026-05-04T08:15:30.301Z",
                     *       "finished_at": null,
                     *       "documents": 4000,
                     *       "added": 3911,
                     *       "updated": 3,
                     *       "unchanged": 85,
                     *       "failed": 1,
                     *       "passed_over": 0,
                     *       "bytes": 48211307,
                     *       "bytes_read": 13107200,
                     *       "rate": 389.2,
                     *       "seconds_left": 27.5,
                     *       "revision": 3920,
                     *       "detail": null,
                     *       "links": {
                     *         "self": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *         "errors": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c/errors"
                     *       },
                     *       "errors": [
                     *         {
                     *           "number": 17,
                     *           "location": "october.jsonl line 17",
                     *           "reason": "october.jsonl line 17 is not JSON: unexpected end of data."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description **The request is malformed** (`/problems/malformed-request`): The body is not JSON (`position` is the character that broke it), is empty or broke off, or the address is not valid UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A key is required** (`/problems/key-required`): Writing, and seeing what others import, needs the header `Authorization: Bearer <key>`. **The key is not known** (`/problems/key-unknown`): No key of this archive is the one that was sent: it is mistyped or was revoked. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **Writing is off until a key is made** (`/problems/no-keys`): This archive has no key yet. Its operator makes one with `flask archive key create NAME`. **The key does not allow this** (`/problems/scope-missing`): The key is known but lacks the scope that this request needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The request is too large** (`/problems/too-large`): The body is larger than the operator allows (`ARCHIVE_MAX_ARTICLE_BYTES` for an article, `ARCHIVE_MAX_IMPORT_BYTES` for an import). */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The body's media type is not supported** (`/problems/unsupported-media-type`): An article is sent as `Content-Type: application/json`. An import may have any media type, but no `Content-Encoding` other than those in the header `Accept-Encoding`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. **The Idempotency-Key belongs to another request** (`/problems/idempotency-key-reused`): The key came before with other content or parameters. A new import needs a new key; a repeated one is sent as it was. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. **As many uploads as can be are under way** (`/problems/too-many-uploads`): Each upload keeps a place until all of it has come; so that searches always find one free, there are only some for uploads. The header `Retry-After` says in how many seconds to try again. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The disk is full** (`/problems/disk-full`): There is no room for this upload, and nothing of it was kept. The operator makes room where `ARCHIVE_DATA` is. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    get_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The import's id, as the answer that queued it names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *       "state": "running",
                     *       "cancelling": false,
                     *       "files": [
                     *         {
                     *           "name": "october.jsonl",
                     *           "media_type": "application/x-ndjson",
                     *           "bytes": 48211307,
                     *           "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
                     *         }
                     *       ],
                     *       "by": "newsroom",
                     *       "created_at": "2026-05-04T08:15:30.125Z",
                     *       "started_at": "2026-05-04T08:15:30.301Z",
                     *       "finished_at": null,
                     *       "documents": 4000,
                     *       "added": 3911,
                     *       "updated": 3,
                     *       "unchanged": 85,
                     *       "failed": 1,
                     *       "passed_over": 0,
                     *       "bytes": 48211307,
                     *       "bytes_read": 13107200,
                     *       "rate": 389.2,
                     *       "seconds_left": 27.5,
                     *       "revision": 3920,
                     *       "detail": null,
                     *       "links": {
                     *         "self": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *         "errors": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c/errors"
                     *       },
                     *       "errors": [
                     *         {
                     *           "number": 17,
                     *           "location": "october.jsonl line 17",
                     *           "reason": "october.jsonl line 17 is not JSON: unexpected end of data."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description **A key is required** (`/problems/key-required`): Writing, and seeing what others import, needs the header `Authorization: Bearer <key>`. **The key is not known** (`/problems/key-unknown`): No key of this archive is the one that was sent: it is mistyped or was revoked. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **Writing is off until a key is made** (`/problems/no-keys`): This archive has no key yet. Its operator makes one with `flask archive key create NAME`. **The key does not allow this** (`/problems/scope-missing`): The key is known but lacks the scope that this request needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such import** (`/problems/import-not-found`): No import has this id, or it ended more than 30 days ago. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    cancel_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The import's id, as the answer that queued it names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is cancelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *       "state": "cancelled",
                     *       "cancelling": false,
                     *       "files": [
                     *         {
                     *           "name": "october.jsonl",
                     *           "media_type": "application/x-ndjson",
                     *           "bytes": 48211307,
                     *           "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
                     *         }
                     *       ],
                     *       "by": "newsroom",
                     *       "created_at": "2026-05-04T08:15:30.125Z",
                     *       "started_at": "2026-05-04T08:15:30.301Z",
                     *       "finished_at": "2026-05-04T08:15:41.007Z",
                     *       "documents": 4000,
                     *       "added": 3911,
                     *       "updated": 3,
                     *       "unchanged": 85,
                     *       "failed": 1,
                     *       "passed_over": 0,
                     *       "bytes": 48211307,
                     *       "bytes_read": 13107200,
                     *       "rate": 389.2,
                     *       "seconds_left": null,
                     *       "revision": 3920,
                     *       "detail": null,
                     *       "links": {
                     *         "self": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *         "errors": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c/errors"
                     *       },
                     *       "errors": [
                     *         {
                     *           "number": 17,
                     *           "location": "october.jsonl line 17",
                     *           "reason": "october.jsonl line 17 is not JSON: unexpected end of data."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description It will be as soon as the batch that it is at is through. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *       "state": "running",
                     *       "cancelling": false,
                     *       "files": [
                     *         {
                     *           "name": "october.jsonl",
                     *           "media_type": "application/x-ndjson",
                     *           "bytes": 48211307,
                     *           "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
                     *         }
                     *       ],
                     *       "by": "newsroom",
                     *       "created_at": "2026-05-04T08:15:30.125Z",
                     *       "started_at": "2026-05-04T08:15:30.301Z",
                     *       "finished_at": null,
                     *       "documents": 4000,
                     *       "added": 3911,
                     *       "updated": 3,
                     *       "unchanged": 85,
                     *       "failed": 1,
                     *       "passed_over": 0,
                     *       "bytes": 48211307,
                     *       "bytes_read": 13107200,
                     *       "rate": 389.2,
                     *       "seconds_left": 27.5,
                     *       "revision": 3920,
                     *       "detail": null,
                     *       "links": {
                     *         "self": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c",
                     *         "errors": "/v1/imports/0192d1f0a4b2c3d4e5f60718293a4b5c/errors"
                     *       },
                     *       "errors": [
                     *         {
                     *           "number": 17,
                     *           "location": "october.jsonl line 17",
                     *           "reason": "october.jsonl line 17 is not JSON: unexpected end of data."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description **A key is required** (`/problems/key-required`): Writing, and seeing what others import, needs the header `Authorization: Bearer <key>`. **The key is not known** (`/problems/key-unknown`): No key of this archive is the one that was sent: it is mistyped or was revoked. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **Writing is off until a key is made** (`/problems/no-keys`): This archive has no key yet. Its operator makes one with `flask archive key create NAME`. **The key does not allow this** (`/problems/scope-missing`): The key is known but lacks the scope that this request needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such import** (`/problems/import-not-found`): No import has this id, or it ended more than 30 days ago. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The import has ended already** (`/problems/import-finished`): Nothing is left to cancel: it is done, or it failed. What it stored stays. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    list_import_errors: {
        parameters: {
            query?: {
                /** @description Which page, from 1. A page past the end is empty, with the true total. */
                page?: number;
                /** @description How many a page holds. */
                page_size?: number;
                /** @description `json`: a page of them. `jsonl`: all that are kept, one a line. */
                format?: "json" | "jsonl";
            };
            header?: never;
            path: {
                /** @description The import's id, as the answer that queued it names it. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the errors, or all of them a line each; of more than 10,000 the first are kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "total": 1,
                     *       "page": 1,
                     *       "page_size": 100,
                     *       "pages": 1,
                     *       "errors": [
                     *         {
                     *           "number": 17,
                     *           "location": "october.jsonl line 17",
                     *           "reason": "october.jsonl line 17 is not JSON: unexpected end of data."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportErrorsAnswer"];
                    "application/x-ndjson": string;
                };
            };
            /** @description **A key is required** (`/problems/key-required`): Writing, and seeing what others import, needs the header `Authorization: Bearer <key>`. **The key is not known** (`/problems/key-unknown`): No key of this archive is the one that was sent: it is mistyped or was revoked. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **Writing is off until a key is made** (`/problems/no-keys`): This archive has no key yet. Its operator makes one with `flask archive key create NAME`. **The key does not allow this** (`/problems/scope-missing`): The key is known but lacks the scope that this request needs. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **There is no such import** (`/problems/import-not-found`): No import has this id, or it ended more than 30 days ago. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **A parameter is unknown or out of range** (`/problems/invalid-parameters`): `errors` says what is wrong with each parameter. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": components["schemas"]["HealthAnswer"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Articles can be read and searched. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready",
                     *       "checks": {
                     *         "store": {
                     *           "status": "ok",
                     *           "revision": 6
                     *         },
                     *         "index": {
                     *           "status": "ok",
                     *           "revision": 6,
                     *           "behind": 0,
                     *           "documents": 6
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ReadyAnswer"];
                };
            };
            /** @description **The server made a mistake** (`/problems/internal-error`): Not the request's fault. The operator finds what happened in the server's log under `request_id`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
            /** @description **The archive cannot answer now** (`/problems/unavailable`): The database or the index does not answer. The header `Retry-After` says in how many seconds to try again. An outage is never shown as an empty result. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDetails"];
                };
            };
        };
    };
}
