import type { LayerProperty } from '@grid/data/contract'
import type { Layer } from '../layers/index.ts'

/** A property as JSON Schema. */
export function schemaOf({ kind }: LayerProperty): Record<string, string> {
  switch (kind) {
    case 'text':
      return { type: 'string' }
    case 'whole number':
      return { type: 'integer' }
    case 'number':
      return { type: 'number' }
    case 'truth':
      return { type: 'boolean' }
    case 'instant':
      return { type: 'string', format: 'date-time' }
    case 'day':
      return { type: 'string', format: 'date' }
  }
}

/** What the features of a layer can be chosen by, as JSON Schema of 2020-12. */
export function queryablesOf(layer: Layer, properties: readonly LayerProperty[], href: string) {
  const geometry = { Point: 'point', LineString: 'linestring', MultiPolygon: 'multipolygon' }[layer.geometry]
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: href,
    type: 'object',
    title: layer.title.en,
    properties: {
      geometry: { format: `geometry-${geometry}`, title: 'Place', 'x-ogc-role': 'primary-geometry' },
      ...Object.fromEntries(
        properties.map((property) => [
          property.name,
          {
            ...schemaOf(property),
            title: `${property.label.en} / ${property.label.zh}`,
            ...(property.meaning ? { description: property.meaning.en } : {}),
          },
        ]),
      ),
    },
    additionalProperties: false,
  }
}
