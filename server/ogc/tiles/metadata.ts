import type { LayerProperty } from '@grid/data/contract'
import type { CentreRecord } from '../../centre/index.ts'
import type { Box, Layer } from '../../layers/index.ts'
import { deepest, tilesOf } from '../../tiles/index.ts'
import { systems } from '../crs.ts'
import { type Link, types } from '../links.ts'
import { schemaOf } from '../queryables.ts'
import { matrixSet, matrixSetUri, mercator } from './matrix-set.ts'

/** A tileset of a layer, as its two descriptions need it. */
export interface TilesetSaid {
  centre: CentreRecord
  layer: Layer
  properties: readonly LayerProperty[]
  /** null where nothing has a place */
  bounds: Box | null
  /** where the standard's resources begin */
  base: string
  /** the question of the address: `?from=...`, empty where nothing is asked */
  search: string
}

const rel = (name: string) => `http://www.opengis.net/def/rel/ogc/1.0/${name}`

/** The tileset of a layer in a list of them. */
export function tilesetInList({ layer, base, search }: Pick<TilesetSaid, 'layer' | 'base' | 'search'>) {
  const href = hrefOf(base, layer, search)
  return {
    title: `${layer.title.en} / ${layer.title.zh}`,
    dataType: 'vector',
    crs: mercator,
    tileMatrixSetURI: matrixSetUri,
    links: [
      { href, rel: 'self', type: types.json, title: 'The tileset' },
      { href: formed(href, 'tilejson'), rel: 'describedby', type: types.tilejson, title: 'TileJSON' },
      schemeLink(base),
    ] satisfies Link[],
  }
}

/** The tileset of a layer as the standard describes it. */
export function tilesetMetadata(said: TilesetSaid) {
  const { centre, layer, properties, base, search } = said
  const [west, south, east, north] = boundsOf(said)
  const href = hrefOf(base, layer, search)
  return {
    title: `${layer.title.en} / ${layer.title.zh}`,
    description: `${layer.meaning.en} / ${layer.meaning.zh}`,
    ...(centre.pack.map.caption ? { attribution: attributionOf(centre) } : {}),
    dataType: 'vector',
    crs: mercator,
    tileMatrixSetURI: matrixSetUri,
    boundingBox: { lowerLeft: [west, south], upperRight: [east, north], crs: systems[0].uri },
    tileMatrixSetLimits: Array.from({ length: deepest + 1 }, (_, z) => {
      const { minRow, maxRow, minColumn, maxColumn } = tilesOf(boundsOf(said), z)
      return {
        tileMatrix: String(z),
        minTileRow: minRow,
        maxTileRow: maxRow,
        minTileCol: minColumn,
        maxTileCol: maxColumn,
      }
    }),
    layers: [
      {
        id: layer.id,
        title: layer.title.en,
        dataType: 'vector',
        geometryDimension: { Point: 0, LineString: 1, MultiPolygon: 2 }[layer.geometry],
        minTileMatrix: '0',
        maxTileMatrix: String(deepest),
        propertiesSchema: {
          type: 'object',
          properties: Object.fromEntries(
            properties.map((property) => [
              property.name,
              { ...schemaOf(property), title: property.label.en, description: property.meaning?.en },
            ]),
          ),
        },
      },
    ],
    links: [
      { href, rel: 'self', type: types.json, title: 'The tileset' },
      { href: formed(href, 'html'), rel: 'alternate', type: types.html, title: 'This as a page' },
      { href: formed(href, 'tilejson'), rel: 'describedby', type: types.tilejson, title: 'TileJSON' },
      {
        href: templateOf(said, '{tileMatrix}/{tileRow}/{tileCol}'),
        rel: 'item',
        type: types.mvt,
        title: 'Tiles as Mapbox Vector Tiles',
        templated: true,
      },
      schemeLink(base),
      {
        href: `${base}/collections/${layer.id}`,
        rel: rel('geodata'),
        type: types.json,
        title: layer.title.en,
      },
    ] satisfies Link[],
  }
}

/** The tileset as TileJSON 3.0, for web maps. */
export function tileJson(said: TilesetSaid) {
  const { centre, layer, properties } = said
  const [west, south, east, north] = boundsOf(said)
  const counted = properties.find(({ name }) => name === 'tickets')?.meaning
  return {
    tilejson: '3.0.0',
    name: `${layer.title.en} / ${layer.title.zh}`,
    description: [layer.meaning.en, layer.meaning.zh, ...(counted ? [counted.en, counted.zh] : [])].join(
      ' / ',
    ),
    ...(centre.pack.map.caption ? { attribution: attributionOf(centre) } : {}),
    scheme: 'xyz',
    tiles: [templateOf(said, '{z}/{y}/{x}')],
    minzoom: 0,
    maxzoom: deepest,
    bounds: [west, south, east, north],
    center: [(west + east) / 2, (south + north) / 2, zoomOf(said)],
    vector_layers: [
      {
        id: layer.id,
        description: layer.title.en,
        minzoom: 0,
        maxzoom: deepest,
        fields: Object.fromEntries(
          properties.map(({ name, kind, label }) => [name, `${label.en} / ${label.zh} (${kind})`]),
        ),
      },
    ],
  }
}

/** The link from a collection to its tilesets. */
export function tilesetsLink(href: string): Link {
  return { href: `${href}/tiles`, rel: rel('tilesets-vector'), type: types.json, title: 'Vector tiles' }
}

/** Where the divisions of the map are listed. */
export function matrixSetsLink(base: string): Link {
  return {
    href: `${base}/tileMatrixSets`,
    rel: rel('tiling-schemes'),
    type: types.json,
    title: 'How the map is divided into tiles',
  }
}

function schemeLink(base: string): Link {
  return {
    href: `${base}/tileMatrixSets/${matrixSet}`,
    rel: rel('tiling-scheme'),
    type: types.json,
    title: 'How the map is divided into tiles',
  }
}

function hrefOf(base: string, layer: Layer, search: string): string {
  return `${base}/collections/${layer.id}/tiles/${matrixSet}${search}`
}

function formed(href: string, form: string): string {
  return `${href}${href.includes('?') ? '&' : '?'}f=${form}`
}

function templateOf({ base, layer, search }: TilesetSaid, place: string): string {
  return `${base}/collections/${layer.id}/tiles/${matrixSet}/${place}${search}`
}

function attributionOf({ pack }: CentreRecord): string {
  return pack.map.caption ? `${pack.map.caption.en} / ${pack.map.caption.zh}` : ''
}

/** Of what the tiles hold, else of the centre, else of the world. */
function boundsOf({ bounds, centre }: TilesetSaid): Box {
  return bounds ?? centre.extent.bbox ?? [-180, -85.05, 180, 85.05]
}

/** The finest zoom at which four tiles hold it all. */
function zoomOf(said: TilesetSaid): number {
  for (let z = deepest; z > 0; z--) {
    const { minRow, maxRow, minColumn, maxColumn } = tilesOf(boundsOf(said), z)
    if (maxRow - minRow < 2 && maxColumn - minColumn < 2) return z
  }
  return 0
}
