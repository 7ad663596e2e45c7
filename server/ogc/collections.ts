import type { CentreRecord } from '../centre/index.ts'
import { startOfDay } from '../centre/index.ts'
import type { Layer } from '../layers/index.ts'
import { systems } from './crs.ts'
import { type Link, types } from './links.ts'
import { tilesetsLink } from './tiles/metadata.ts'

/** A layer as a collection of the standard. */
export function collectionOf({ extent, pack }: CentreRecord, layer: Layer, base: string) {
  const href = `${base}/collections/${encodeURIComponent(layer.id)}`
  const instant = (day: string | null) =>
    day === null ? null : new Date(startOfDay(day, pack.timeZone)).toISOString()
  const links: Link[] = [
    { href, rel: 'self', type: types.json, title: layer.title.en },
    { href: `${href}?f=html`, rel: 'alternate', type: types.html, title: layer.title.en },
    { href: `${href}/items`, rel: 'items', type: types.geojson, title: 'Features as GeoJSON' },
    { href: `${href}/items?f=html`, rel: 'items', type: types.html, title: 'Features as a page' },
    {
      href: `${href}/queryables`,
      rel: 'http://www.opengis.net/def/rel/ogc/1.0/queryables',
      type: types.schema,
      title: 'What features can be chosen by',
    },
    tilesetsLink(href),
  ]
  return {
    id: layer.id,
    title: `${layer.title.en} / ${layer.title.zh}`,
    description: `${layer.meaning.en} / ${layer.meaning.zh}`,
    ...(pack.map.caption ? { attribution: `${pack.map.caption.en} / ${pack.map.caption.zh}` } : {}),
    extent: {
      spatial: { bbox: [extent.bbox ?? [-180, -90, 180, 90]], crs: systems[0].uri },
      temporal: {
        interval: [[instant(extent.from), instant(extent.to)]],
        trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian',
      },
    },
    itemType: 'feature',
    crs: systems.map(({ uri }) => uri),
    storageCrs: systems[0].uri,
    links,
  }
}

/** What the server keeps to. */
export const conformance = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter',
  'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter',
  'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset',
  'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list',
  'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets',
  'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt',
  'http://www.opengis.net/spec/tms/2.0/conf/tilematrixset',
  'http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset',
  'http://www.opengis.net/spec/cql2/1.0/conf/cql2-text',
  'http://www.opengis.net/spec/cql2/1.0/conf/cql2-json',
  'http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2',
  'http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators',
  'http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions',
]
