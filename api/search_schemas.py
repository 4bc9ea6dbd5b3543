"""The shapes of what searches, facets and suggestions answer, for the documentation."""

from marshmallow import Schema, fields

from api.answer_schemas import (
    PageAnswer,
    SnippetAnswer,
    Summary,
    integer,
    marks_field,
    string,
)
from index import MOST_SHOWN, Interval, SuggestionKind


class ShareAnswer(Schema):
    """A part of a hit's score."""

    kind = string("What it is: `word`, `phrase`, `prefix`, `fuzzy`, `synonym`, `recency` ...")
    text = string("The part of the query that it comes from, as it was typed.")
    field = string("The field where that matched; null for what belongs to none.", allow_none=True)
    found = fields.List(
        fields.String(metadata={"description": "A word."}),
        required=True,
        metadata={"description": "The words of the article that it stands for."},
    )
    score = fields.Float(required=True, metadata={"description": "What it gives to the score."})
    says = string("The same as a sentence.")


class ExplanationAnswer(Schema):
    """Why an article matched, and what its score is made of."""

    score = fields.Float(required=True, metadata={"description": "The hit's score."})
    shares = fields.List(
        fields.Nested(ShareAnswer, metadata={"description": "A share."}),
        required=True,
        metadata={"description": "What sums to the score, the greatest first."},
    )


class HitAnswer(Summary):
    """One article that matched. All members are there unless `fields` asked for fewer."""

    score = fields.Float(
        metadata={"description": "BM25F; comparable within one answer. 0 where nothing is scored."}
    )
    snippets = fields.List(
        fields.Nested(SnippetAnswer, metadata={"description": "A passage."}),
        metadata={
            "description": "Passages that show why it matched, the best first: of the body, then "
            "of the description. Where no word is to be marked, how the text begins. Of a longer "
            f"text, the first {MOST_SHOWN:,} characters are looked through."
        },
    )
    explanation = fields.Nested(
        ExplanationAnswer,
        metadata={"description": "Why it matched; only with `explain=true`."},
    )


class QueryAnswer(Schema):
    """The query as it was understood."""

    text = string("The query as it was sent.")
    parsed = string("The query in its full form: every operator written out.")
    corrected = string(
        'The query in a spelling that finds more, for "did you mean"; it was not searched for, so '
        "send it as `q` to do so. Null where there is none.",
        allow_none=True,
    )
    relaxed = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether no article has all the words, so that any of them was searched "
            "for; `parsed` shows it."
        },
    )
    cut = fields.List(
        fields.String(metadata={"description": "As it is written in the query."}),
        required=True,
        metadata={
            "description": "The prefixes, wildcards and fuzzy words that stand for more words than "
            "were looked for: only the commonest were."
        },
    )


class BucketAnswer(Schema):
    """A value and how many articles have it."""

    value = string("The value; for `published` the start of the span: `2024`, `2024-10`.")
    count = integer("How many of the articles that match have it; exact.")
    selected = fields.Boolean(
        required=True, metadata={"description": "Whether a filter of this search names it."}
    )


class FacetAnswer(Schema):
    """A field's values, with exact counts. Its own filter does not narrow its own counts."""

    buckets = fields.List(
        fields.Nested(BucketAnswer, metadata={"description": "A bucket."}),
        required=True,
        metadata={"description": "By falling count, then by value; `published` in order of time."},
    )
    missing = integer("How many matching articles have no value.")
    other = fields.Integer(
        strict=True,
        metadata={
            "description": "The counts left out by `facet_size`, summed; not in `published`."
        },
    )
    interval = fields.Enum(
        Interval,
        by_value=fields.String,
        metadata={"description": "How wide the buckets are; only in `published`."},
    )


class SearchAnswer(PageAnswer):
    """What a search found."""

    query = fields.Nested(
        QueryAnswer, required=True, metadata={"description": "The query as it was understood."}
    )
    hits = fields.List(
        fields.Nested(HitAnswer, metadata={"description": "A hit."}),
        required=True,
        metadata={"description": "The articles of this page, best first."},
    )
    facets = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(FacetAnswer, metadata={"description": "A facet."}),
        required=True,
        metadata={"description": "The facets that were asked for, by field."},
    )


class FacetValuesAnswer(FacetAnswer):
    """The values of one facet, over all articles that match."""

    query = fields.Nested(
        QueryAnswer, required=True, metadata={"description": "The query as it was understood."}
    )
    field = string("The facet.")
    total = integer("How many articles match; exact.")
    took_ms = fields.Float(
        required=True, metadata={"description": "How long it took to count, in milliseconds."}
    )


class SimilarHit(Summary):
    """An article that is like another. All members are there unless `fields` asked for fewer."""

    score = fields.Float(metadata={"description": "How like it is; comparable within one answer."})


class SimilarAnswer(PageAnswer):
    """A page of articles that are like one."""

    hits = fields.List(
        fields.Nested(SimilarHit, metadata={"description": "An article."}),
        required=True,
        metadata={"description": "The articles of this page, the closest first."},
    )


class SuggestionAnswer(Schema):
    """Something to search for."""

    kind = fields.Enum(
        SuggestionKind,
        by_value=fields.String,
        required=True,
        metadata={
            "description": "`word`: the last word completed. `correction`: another last word, for "
            "want of any that begins so. Else what it is the name of."
        },
    )
    text = string("The whole query: send it as `q`.")
    label = string("What to show.")
    count = integer("About how many articles it finds.")
    marks = marks_field("label", "What of the label was typed, from left to right.")


class SuggestAnswer(Schema):
    """What could be meant by what was typed."""

    q = string("What was typed, as it was sent.")
    took_ms = fields.Float(
        required=True, metadata={"description": "How long it took to find, in milliseconds."}
    )
    suggestions = fields.List(
        fields.Nested(SuggestionAnswer, metadata={"description": "A suggestion."}),
        required=True,
        metadata={"description": "The likeliest first."},
    )
