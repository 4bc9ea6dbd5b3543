"""The OpenAPI document in the order and words that the page at `/docs` shows it in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from markupsafe import Markup, escape

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A parameter or member: `type` is markup that links to other tables."""

    name: str
    type: Markup
    required: bool
    description: str
    default: str | None = None
    example: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One status that an operation answers with."""

    status: str
    description: str
    schema: Markup | None
    example: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    needs_key: bool
    parameters: tuple[Row, ...]
    body: Reply | None
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The operations under one heading."""

    name: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An object's members."""

    name: str
    description: str
    rows: tuple[Row, ...]


def group_operations(document: Json) -> tuple[Group, ...]:
    """The operations by tag, in the order of their declaration."""
    operations = list(_operations(document))
    return tuple(
        Group(
            name=tag["name"],
            description=tag["description"],
            operations=tuple(shown for name, shown in operations if name == tag["name"]),
        )
        for tag in document["tags"]
    )


def _operations(document: Json) -> Iterator[tuple[str, Operation]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method == "parameters":
                continue
            parameters = [*methods.get("parameters", ()), *operation.get("parameters", ())]
            body = operation.get("requestBody")
            yield (
                operation["tags"][0],
                Operation(
                    id=operation["operationId"],
                    method=method.upper(),
                    path=path,
                    summary=operation["summary"],
                    description=operation.get("description", ""),
                    needs_key="security" in operation,
                    parameters=tuple(map(_parameter_row, parameters)),
                    body=_reply("", body) if body else None,
                    replies=tuple(
                        _reply(status, reply)
                        for status, reply in sorted(operation["responses"].items())
                    ),
                ),
            )


def _parameter_row(parameter: Json) -> Row:
    schema = parameter.get("schema", {})
    default = schema.get("default")
    return Row(
        name=parameter["name"],
        type=type_text(schema),
        required=parameter.get("required", False),
        description=parameter.get("description", ""),
        default=None if default in (None, "", []) else _plain(default),
        example=_plain(schema["examples"][0]) if "examples" in schema else None,
        place=parameter["in"],
    )


def _plain(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _reply(status: str, reply: Json) -> Reply:
    content = next(iter((reply.get("content") or {"": {}}).values()))
    example = content.get("example")
    return Reply(
        status=status,
        description=reply.get("description", ""),
        schema=type_text(content["schema"]) if "schema" in content else None,
        example=_shown_example(example) if example else None,
    )


def _shown_example(example: Any) -> str:
    """JSON as it is laid out for people; a text of another format as it is."""
    if isinstance(example, str):
        return example
    return orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()


def schema_tables(document: Json) -> tuple[Table, ...]:
    """Every named object, by name."""
    schemas: Json = document["components"]["schemas"]
    return tuple(
        Table(
            name=name,
            description=schema.get("description", ""),
            rows=tuple(
                Row(
                    name=member,
                    type=type_text(described),
                    required=member in schema.get("required", ()),
                    description=described.get("description", ""),
                )
                for member, described in schema["properties"].items()
            ),
        )
        for name, schema in sorted(schemas.items())
    )


def type_text(schema: Json) -> Markup:
    """A schema's type in words, objects as links to their tables.

    >>> str(type_text({"type": "array", "items": {"type": ["integer", "null"]}}))
    'list of integer or null'
    """
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return Markup('<a href="#schema-{0}">{0}</a>').format(name)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return Markup(" or ").join(map(type_text, schema[several]))
    if "enum" in schema:
        return Markup(" | ").join(
            Markup("<code>{}</code>").format("null" if value is None else value)
            for value in schema["enum"]
        )
    kind = schema.get("type", "any")
    if kind == "array":
        return Markup("list of {}").format(type_text(schema.get("items", {})))
    if kind == "object" and schema.get("additionalProperties"):
        return Markup("object of {}").format(type_text(schema["additionalProperties"]))
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        words += f", {low:,} to {high:,}"
    return escape(words)


def prose(text: str) -> Markup:
    """Descriptions as HTML: paragraphs, **strong** and `code`; everything else escaped."""
    paragraphs = (str(escape(part.strip())) for part in text.split("\n\n") if part.strip())
    marked = (
        re.sub(
            r"\*\*(.+?)\*\*", r"<strong>\1</strong>", re.sub(r"`(.+?)`", r"<code>\1</code>", part)
        )
        for part in paragraphs
    )
    return Markup("".join(f"<p>{part}</p>" for part in marked))
