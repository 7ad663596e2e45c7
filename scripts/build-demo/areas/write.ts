import { writeFileSync } from 'node:fs'
import type { FeatureCollection } from 'geojson'
import { buildAreas } from './index.ts'

/** A collection as text, one feature on a line, so that a change shows as the lines of the areas it touches. */
export function asText({ features, ...collection }: FeatureCollection): string {
  const head = JSON.stringify({ ...collection, features: [] }).slice(0, -2)
  return `${head}\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`
}

if (process.argv[1] === import.meta.filename) {
  const pack = new URL('../../../data/packs/gaoling/', import.meta.url)
  const { areas, basemap } = buildAreas()
  writeFileSync(new URL('areas.geojson', pack), asText(areas))
  writeFileSync(new URL('basemap.geojson', pack), asText(basemap))
}
