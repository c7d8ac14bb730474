import json

import pytest

from marsad.exporters.webannotation import WebAnnotationExporter
from marsad.model import Signal, decode, encode

from .made import QUOTE, export, make_entry, make_signal

OA = "http://www.w3.org/ns/oa#"
SELECTORS = {
    "oneOf": [
        {
            "required": ["type", "exact"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string", "minLength": 1},
                "prefix": {"type": "string", "minLength": 1},
                "suffix": {"type": "string", "minLength": 1},
            },
        },
        {
            "required": ["type", "start", "end"],
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
        },
    ]
}
# What the recommendation's model wants of a page of annotations, in our words.
SCHEMA = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"type": "array", "contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        "type": {"const": "AnnotationPage"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type", "target"],
                "properties": {
                    "id": {"type": "string", "format": "uri", "pattern": "^[a-z]+:"},
                    "type": {"const": "Annotation"},
                    "motivation": {"enum": ["classifying", "tagging", "describing", "identifying", "linking"]},
                    "body": {"type": "array", "minItems": 1, "items": {"required": ["type"]}},
                    "target": {
                        "type": "object",
                        "required": ["source"],
                        "properties": {
                            "source": {"type": "string", "pattern": "^[a-z]+:"},
                            "selector": {"type": "array", "items": SELECTORS},
                        },
                    },
                },
            },
        },
    },
}


def read(*entries):
    return json.loads(export(WebAnnotationExporter(), *entries)[1])


def test_pages_are_as_the_recommendation_wants_them():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(read(), SCHEMA)
    page = read(make_entry(make_signal(), before="ثم ", after="."), make_entry(make_signal("si2"), url=None))
    jsonschema.validate(page, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(page | {"items": [{"type": "Annotation"}]}, SCHEMA)


def test_the_target_is_the_page_with_its_words():
    entries = (make_entry(make_signal(), before="ثم ", after=" أمس."), make_entry(make_signal("si2"), url=None))
    one, other = read(*entries)["items"]
    assert one["target"]["source"] == "https://al-marfa.example/a1"
    assert [each["type"] for each in one["target"]["selector"]] == ["TextQuoteSelector", "TextPositionSelector"]
    words = {"type": "TextQuoteSelector", "exact": QUOTE}
    assert one["target"]["selector"][0] == words | {"prefix": "ثم ", "suffix": " أمس."}
    assert other["target"]["selector"][0] == words
    assert other["target"]["source"] == "urn:marsad:article:a1"


def test_the_body_is_the_record_whole():
    signal = make_signal()
    tag, body = read(make_entry(signal))["items"][0]["body"]
    assert tag["value"] == "threat, actual: RUS → USA"
    assert decode(json.dumps(body["record"]), Signal) == signal


def test_it_expands_to_the_terms_of_the_standard():
    jsonld = pytest.importorskip("pyld").jsonld
    short = {  # the part of the standard's context that we use
        "oa": OA,
        "as": "http://www.w3.org/ns/activitystreams#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "id": "@id",
        "type": "@type",
        "AnnotationPage": "as:OrderedCollectionPage",
        "Annotation": "oa:Annotation",
        "TextualBody": "oa:TextualBody",
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "TextPositionSelector": "oa:TextPositionSelector",
        "Software": "as:Application",
        "items": {"@id": "as:items", "@container": "@list", "@type": "@id"},
        "body": {"@id": "oa:hasBody", "@type": "@id"},
        "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"},
        "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "classifying": "oa:classifying",
        "tagging": "oa:tagging",
        "exact": "oa:exact",
        "prefix": "oa:prefix",
        "suffix": "oa:suffix",
        "start": "oa:start",
        "end": "oa:end",
        "value": "rdf:value",
        "generator": {"@id": "as:generator", "@type": "@id"},
        "name": "http://xmlns.com/foaf/0.1/name",
    }

    def load(address, options):
        return {"contextUrl": None, "documentUrl": address, "document": {"@context": short}, "contentType": "json"}

    signal = make_signal()
    (page,) = jsonld.expand(read(make_entry(signal, before="ثم ")), {"documentLoader": load})
    (note,) = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert note["@type"] == [f"{OA}Annotation"]
    body = note[f"{OA}hasBody"][1]
    assert body["@type"] == ["urn:marsad:term:signal"]
    assert body["urn:marsad:term:record"][0]["@value"] == json.loads(encode(signal))
    target = note[f"{OA}hasTarget"][0]
    assert target[f"{OA}hasSource"] == [{"@id": "https://al-marfa.example/a1"}]
    assert target[f"{OA}hasSelector"][0][f"{OA}prefix"] == [{"@value": "ثم "}]
    assert [each["@type"] for each in target[f"{OA}hasSelector"]] == [
        [f"{OA}TextQuoteSelector"],
        [f"{OA}TextPositionSelector"],
    ]
