import { sql, type Transaction } from '../../store/index.ts'
import type { DraftArea } from './draft.ts'
import type { NamedLevel } from './levels.ts'

/** An area with its place in the tree. */
export interface RankedArea {
  area: DraftArea
  key: number
  /** the edition it began with */
  since: number
  depth: number
  parentKey: number | null
}

/** Replaces the levels and areas of the centre; keys stay, so that tickets keep theirs. */
export async function writeAreas(
  transaction: Transaction,
  levels: readonly NamedLevel[],
  areas: readonly RankedArea[],
): Promise<void> {
  const stagedLevels = await transaction.stage('staged_level', {
    depth: 'integer',
    id: 'text',
    name_en: 'text',
    name_zh: 'text',
  })
  for (const [depth, { id, name }] of levels.entries()) stagedLevels.append([depth, id, name.en, name.zh])
  await stagedLevels.finish()
  await transaction.run(sql`DELETE FROM level`)
  await transaction.run(sql`INSERT INTO level (depth, id, name_en, name_zh) SELECT * FROM staged_level`)

  const staged = await transaction.stage('staged_area', {
    key: 'integer',
    code: 'text',
    name: 'text',
    name_en: 'text',
    depth: 'integer',
    parent: 'integer',
    kind: 'text',
    lead: 'text',
    households: 'integer',
    population: 'integer',
    valid_from: 'day',
    valid_to: 'day',
    geometry: 'text',
    west: 'double',
    south: 'double',
    east: 'double',
    north: 'double',
    label_lon: 'double',
    label_lat: 'double',
    since: 'integer',
  })
  for (const { area, key, since, depth, parentKey } of areas) {
    staged.append([
      key,
      area.code,
      area.name,
      area.nameEn,
      depth,
      parentKey,
      area.kind,
      area.lead,
      area.households,
      area.population,
      area.validFrom,
      area.validTo,
      area.geometry && JSON.stringify(area.geometry),
      ...(area.bbox ?? [null, null, null, null]),
      ...(area.label ?? [null, null]),
      since,
    ])
  }
  await staged.finish()
  await transaction.run(sql`DELETE FROM area`)
  await transaction.run(sql`INSERT INTO area (key, code, name, name_en, depth, parent, kind, lead, households, population,
      valid_from, valid_to, geometry, west, south, east, north, label_lon, label_lat, since)
    SELECT * FROM staged_area ORDER BY key`)
}
