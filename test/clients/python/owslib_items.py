"""Asks an OGC API with OWSLib: its collections, and for each CQL2 filter how many features match, as JSON.

Arguments: the address, a collection, then filters: those that begin with a brace are CQL2 JSON.
"""

import json
import sys

from owslib.ogcapi.features import Features

address, collection, *filters = sys.argv[1:]
api = Features(address)
found = {
    "collections": api.feature_collections(),
    "queryables": sorted(api.collection_queryables(collection)["properties"]),
    "matched": [],
}
for text in filters:
    if text.startswith("{"):
        answer = api.collection_items(collection, limit=5, filter=text, **{"filter-lang": "cql2-json"})
    else:
        answer = api.collection_items(collection, limit=5, filter=text)
    found["matched"].append(answer["numberMatched"])
print(json.dumps(found))
