"""`GET /v1/documents/{id}/citation`."""

from typing import Any

from flask import Response

from api.blueprint import Answer, operation
from api.caching import not_modified, tagged, view_tag
from api.choices import CitationFormat
from api.citations import bibtex, csl_json, permalink, ris
from api.documents import ID, NOT_MODIFIED, READ_PROBLEMS, blueprint
from api.json_provider import WholeResponse
from api.parameters import CitationParameters
from api.readable_versions import readable_version
from api.services import this_request

_BIBTEX = "application/x-bibtex; charset=utf-8"
_RIS = "application/x-research-info-systems; charset=utf-8"
_CSL_JSON = "application/vnd.citationstyles.csl+json"


@operation(
    blueprint,
    "GET",
    "/v1/documents/<id>/citation",
    parameters=CitationParameters,
    path_parameters=ID,
    answers={
        200: Answer(
            description="The reference, in UTF-8.",
            media_type="application/x-bibtex",
            other_media_types=("application/x-research-info-systems", _CSL_JSON),
            headers={
                "ETag": "Changes with each new version.",
                "Link": "The `canonical` address of this very version.",
                "Content-Disposition": "A name to save it by.",
            },
        ),
        304: NOT_MODIFIED,
    },
    problem_kinds=READ_PROBLEMS,
)
def cite_document(parameters: dict[str, Any], id: str) -> Response:
    """Cite a document.

    With an address that leads to this very version for good, and the SHA-256 of what it says, so
    that a reader can check that it still says so.
    """
    version, article = readable_version(id, parameters["version"])
    base = this_request().root_url.rstrip("/")
    tag = view_tag(base, str(version.revision), version.content_hash)
    if response := not_modified(tag):
        return response
    match parameters["format"]:
        case CitationFormat.RIS:
            response = WholeResponse(ris(version, article, base), content_type=_RIS)
            name = f"{id}.ris"
        case CitationFormat.CSL_JSON:
            response = WholeResponse(csl_json(version, article, base), content_type=_CSL_JSON)
            name = f"{id}.json"
        case _:
            response = WholeResponse(bibtex(version, article, base), content_type=_BIBTEX)
            name = f"{id}.bib"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Link"] = f'<{permalink(version, base)}>; rel="canonical"'
    return tagged(response, tag)
