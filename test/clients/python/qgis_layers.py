"""Opens layers in QGIS without a window and prints what QGIS found in each, as JSON.

Arguments: the address of an OGC API, the names of its collections separated by commas, then files.
"""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication, QgsDataSourceUri, QgsVectorLayer, QgsWkbTypes

address, collections, *files = sys.argv[1:]
application = QgsApplication([], False)
application.initQgis()


def told(layer):
    if not layer.isValid():
        return {"valid": False, "error": layer.error().message()}
    names = [field.name() for field in layer.fields()]
    read = list(layer.getFeatures())
    return {
        "valid": True,
        "fields": names,
        "geometry": QgsWkbTypes.displayString(layer.wkbType()),
        "crs": layer.crs().authid(),
        "features": len(read),
        "broken": sum(1 for one in read if one.hasGeometry() and not one.geometry().isGeosValid()),
        "texts": [str(one["name"]) for one in read if "name" in names][:200],
    }


found = {}
for name in filter(None, collections.split(",")):
    uri = QgsDataSourceUri()
    uri.setParam("url", address)
    uri.setParam("typename", name)
    uri.setParam("pageSize", "10000")
    uri.setParam("maxNumFeatures", "2000")
    found[name] = told(QgsVectorLayer(uri.uri(False), name, "OAPIF"))
for path in files:
    found[os.path.basename(path)] = told(QgsVectorLayer(path, os.path.basename(path), "ogr"))
print(json.dumps(found))
sys.stdout.flush()
# QGIS takes its time to take itself apart, and sometimes falls over it
os._exit(0)
