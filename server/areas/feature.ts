import { type AreaFeature, AreaGeometry } from '@grid/data/contract'
import { areaVersions, type CentreRecord, number, numberOrNull, text, textOrNull } from '../centre/index.ts'
import { type Row, type Sql, sql } from '../store/index.ts'

/** The columns of area `a` that a feature is made of. */
export const featureColumns: Sql = sql`
  a.code, a.name, a.name_en, a.depth, a.kind, a.lead, a.households, a.population, a.geometry,
  a.west, a.south, a.east, a.north, a.label_lon, a.label_lat, a.valid_from, a.valid_to, a.since, a.until`

/** Of the areas that the centre's boundaries know, the version that holds last, as rows `a`. */
export function areaRows({ areas }: CentreRecord): Sql {
  const keys = areas.areas.flatMap(({ keys: [last] }) => (last === undefined ? [] : [last]))
  return sql`(SELECT * FROM ${areaVersions} v WHERE v.key IN (SELECT unnest(CAST(${keys} AS INTEGER[])))) a`
}

/** A row of an area as a GeoJSON feature. */
export function featureOf(centre: CentreRecord, row: Row): AreaFeature {
  const code = text(row.code)
  const level = centre.levels.find(({ depth }) => depth === number(row.depth))
  const corners = [row.west, row.south, row.east, row.north].map(numberOrNull)
  const [west, south, east, north] = corners
  const [lon, lat] = [numberOrNull(row.label_lon), numberOrNull(row.label_lat)]
  const geometry = textOrNull(row.geometry)
  const dayOf = (edition: Row[string] | undefined) =>
    centre.editions.find((one) => one.number === numberOrNull(edition))?.validFrom ?? null
  return {
    type: 'Feature',
    id: code,
    bbox: west == null || south == null || east == null || north == null ? null : [west, south, east, north],
    geometry: geometry === null ? null : AreaGeometry.parse(JSON.parse(geometry)),
    properties: {
      code,
      name: text(row.name),
      nameEn: textOrNull(row.name_en),
      level: level?.id ?? String(row.depth),
      parent: centre.areas.withCode(code)?.parent ?? null,
      kind: row.kind === 'special' ? 'special' : 'basic',
      lead: textOrNull(row.lead),
      households: numberOrNull(row.households),
      population: numberOrNull(row.population),
      path: centre.areas.path(code),
      children: centre.areas.children(code).length,
      validFrom: textOrNull(row.valid_from) ?? dayOf(row.since),
      validTo: dayOf(row.until) ?? textOrNull(row.valid_to),
      label: lon === null || lat === null ? null : [lon, lat],
    },
  }
}
