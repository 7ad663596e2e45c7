import type { LayerProperty } from '@grid/data/contract'
import type { Layer } from '../layers/index.ts'
import { systems } from './crs.ts'
import { pageLimits } from './items.ts'
import { types } from './links.ts'
import { choosingParameters, filterParameterNames, propertyParameters } from './parameters.ts'
import { schemaOf } from './queryables.ts'
import { matrixSet } from './tiles/matrix-set.ts'

/** A layer with its properties. */
export interface Described {
  layer: Layer
  properties: readonly LayerProperty[]
}

const parameter = (name: string, description: string, schema: object, more: object = {}) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
  style: 'form',
  explode: false,
  ...more,
})
const text = { type: 'string' }
const uri = {
  type: 'string',
  format: 'uri',
  enum: systems.map((system) => system.uri),
  default: systems[0].uri,
}

const form = parameter('f', 'json, or html for people', { type: 'string', enum: ['json', 'html'] })
const crs = parameter('crs', 'System that the features are given in', uri)
const standard = [
  form,
  parameter('limit', 'Features of a page', {
    type: 'integer',
    minimum: 1,
    maximum: pageLimits.most,
    default: pageLimits.standard,
  }),
  parameter('offset', 'Features passed over', { type: 'integer', minimum: 0, default: 0 }),
  parameter('bbox', 'Features that the box touches', {
    type: 'array',
    minItems: 4,
    maxItems: 6,
    items: { type: 'number' },
  }),
  parameter('bbox-crs', 'System of the box', uri),
  crs,
  parameter('datetime', 'A day, an instant, or an interval such as 2026-01-01/..', text),
  parameter('filter', 'CQL2', text),
  parameter('filter-lang', 'Language of the filter', {
    type: 'string',
    enum: ['cql2-text', 'cql2-json'],
    default: 'cql2-text',
  }),
  parameter('filter-crs', 'System of geometries in the filter', { type: 'string', enum: [systems[0].uri] }),
  parameter('resultType', 'hits: how many there are, and none of them', {
    type: 'string',
    enum: ['results', 'hits'],
    default: 'results',
  }),
  parameter('profile', 'internal, or public: no text, no exact place, no small count', {
    type: 'string',
    enum: ['internal', 'public'],
  }),
]
const vocabulary = filterParameterNames.map((name) =>
  parameter(
    name,
    'As in the filter of every page and question',
    ['from', 'to', 'asOf', 'q', 'within', 'boundaries'].includes(name)
      ? text
      : { type: 'array', items: text },
    { explode: true },
  ),
)

const answer = (description: string, type: string) => ({
  '200': { description, content: { [type]: { schema: { type: 'object' } }, 'text/html': { schema: text } } },
  '400': {
    description: 'A parameter is unknown or does not fit',
    content: { 'application/problem+json': { schema: { type: 'object' } } },
  },
})
const get = (summary: string, type: string, parameters: object[]) => ({
  get: { summary, parameters, responses: answer(summary, type) },
})

/** The OpenAPI 3.0 document of the standard's resources, each collection with its properties as parameters. */
export function openApiOf(layers: readonly Described[], base: string) {
  return {
    openapi: '3.0.3',
    info: {
      title: 'Grid Centre: layers for planners',
      version: '0.1.0',
      description: 'OGC API - Features, parts 1, 2 and 3, and vector tiles',
    },
    servers: [{ url: base }],
    paths: {
      '/': get('Where to begin', types.json, [form]),
      '/conformance': get('What is kept to', types.json, [form]),
      '/collections': get('The layers', types.json, [form]),
      '/tileMatrixSets': get('How the map is divided into tiles', types.json, [form]),
      '/tileMatrixSets/{tileMatrixSetId}': get('One division', types.json, [setId, form]),
      ...Object.assign({}, ...layers.map(pathsOf)),
    },
  }
}

function pathsOf({ layer, properties }: Described) {
  const path = `/collections/${layer.id}`
  const takes = (layer.takes ?? []).map((name) => parameter(name, 'Of this layer', text))
  const own = propertyParameters(properties, layer.takes).map((property) =>
    parameter(property.name, property.label.en, schemaOf(property)),
  )
  const id = { name: 'featureId', in: 'path', required: true, schema: text }
  const choosing = [
    ...standard.filter(({ name }) => choosingParameters.some((known) => known === name)),
    ...vocabulary,
    ...takes,
    ...own,
  ]
  return {
    [path]: get(layer.title.en, types.json, [form]),
    [`${path}/queryables`]: get(`${layer.title.en}: queryables`, types.schema, [form]),
    [`${path}/items`]: get(layer.meaning.en, types.geojson, [...standard, ...vocabulary, ...takes, ...own]),
    [`${path}/items/{featureId}`]: get(`${layer.title.en}: one`, types.geojson, [
      id,
      form,
      crs,
      ...vocabulary,
      ...takes,
    ]),
    ...tilePathsOf(layer, choosing),
  }
}

const setId = {
  name: 'tileMatrixSetId',
  in: 'path',
  required: true,
  description: 'How the map is divided into tiles',
  schema: { type: 'string', enum: [matrixSet] },
}
const tileForm = parameter('f', 'json, tilejson for web maps, or html for people', {
  type: 'string',
  enum: ['json', 'html', 'tilejson'],
})
const place = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'integer', minimum: 0 },
})

const toldByTiles = parameter(
  'properties',
  'Names of the properties that tiles tell; unless asked, those of the layer, of areas those of the headline measures',
  { type: 'array', items: text },
)

function tilePathsOf({ id, title }: Layer, choices: readonly object[]) {
  const choosing = [toldByTiles, ...choices]
  const path = `/collections/${id}/tiles`
  const named = (operation: string, path: ReturnType<typeof get>) => ({
    get: { ...path.get, operationId: `${id}.collection.vector.${operation}` },
  })
  const { '400': refused } = answer('', types.mvt)
  return {
    [path]: named('getTileSetsList', get(`${title.en}: tilesets`, types.json, [form, ...choosing])),
    [`${path}/{tileMatrixSetId}`]: named(
      'getTileSet',
      get(`${title.en}: a tileset`, types.json, [setId, tileForm, ...choosing]),
    ),
    [`${path}/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}`]: {
      get: {
        operationId: `${id}.collection.vector.getTile`,
        summary: `${title.en}: a tile`,
        parameters: [
          setId,
          place('tileMatrix', 'Zoom'),
          place('tileRow', 'Row, from the north'),
          place('tileCol', 'Column, from the west'),
          ...choosing,
        ],
        responses: {
          '200': {
            description: 'A Mapbox Vector Tile with one layer',
            content: { [types.mvt]: { schema: { type: 'string', format: 'binary' } } },
          },
          '204': { description: 'There is nothing in the tile' },
          '304': { description: 'The tile that the asker has is still right' },
          '400': refused,
          '404': { description: 'There is no such tile', content: refused.content },
        },
      },
    },
  }
}
