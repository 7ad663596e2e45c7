import { AreaGeometry } from '@grid/data/contract'
import { type Row, sql } from '../../store/index.ts'
import type { Reads } from '../centre.ts'
import type { Box } from '../locate/index.ts'
import type { DraftArea } from './draft.ts'
import type { NamedLevel } from './levels.ts'

/** What the centre has: its areas as drafts, without the area that intake made of the whole. */
export interface StoredAreas {
  areas: DraftArea[]
  levels: NamedLevel[]
  /** key of the made area, kept when it is made again */
  madeKey: number | undefined
  /** highest key in use, former versions among them */
  lastKey: number
  /** the edition of the boundaries that holds now, and those that the areas began with, by code */
  edition: number
  since: ReadonlyMap<string, number>
}

export async function storedAreas(
  transaction: Reads,
  made: { root: string | null; level: string },
): Promise<StoredAreas> {
  const levels = await transaction.run(sql`SELECT id, name_en, name_zh FROM level ORDER BY depth`)
  const rows = await transaction.run(
    sql`SELECT a.*, p.code AS parent_code FROM area a LEFT JOIN area p ON p.key = a.parent ORDER BY a.key`,
  )
  const [last] = await transaction.run(sql`SELECT (SELECT max(number) FROM edition) AS edition,
    greatest((SELECT coalesce(max(key), 0) FROM area), (SELECT coalesce(max(key), 0) FROM former_area)) AS key`)
  const own = rows.filter((row) => row.code !== made.root)
  const root = rows.find((row) => row.code === made.root)
  return {
    areas: own.map((row) => draftOf(row, String(levels[Number(row.depth)]?.id), made.root)),
    levels: levels
      .map(
        (row): NamedLevel => ({
          id: String(row.id),
          name: { en: String(row.name_en), zh: String(row.name_zh) },
        }),
      )
      .filter(({ id }) => made.root === null || id !== made.level),
    madeKey: root && Number(root.key),
    lastKey: Number(last?.key),
    edition: Number(last?.edition),
    since: new Map(own.map((row) => [String(row.code), Number(row.since)])),
  }
}

function draftOf(row: Row, level: string, madeRoot: string | null): DraftArea {
  const parent = row.parent_code
  return {
    row: undefined,
    key: Number(row.key),
    code: String(row.code),
    name: String(row.name),
    nameEn: textOf(row.name_en),
    level,
    parent: parent === null || parent === undefined || parent === madeRoot ? undefined : String(parent),
    kind: row.kind === 'special' ? 'special' : 'basic',
    lead: textOf(row.lead),
    households: numberOf(row.households),
    population: numberOf(row.population),
    validFrom: textOf(row.valid_from),
    validTo: textOf(row.valid_to),
    geometry: geometryOf(row),
    bbox: boxOf(row),
    label: row.label_lon === null ? null : [Number(row.label_lon), Number(row.label_lat)],
    raw: '',
  }
}

export function geometryOf(row: Row): AreaGeometry | null {
  return typeof row.geometry === 'string' ? AreaGeometry.parse(JSON.parse(row.geometry)) : null
}

export function boxOf({ west, south, east, north }: Row): Box | null {
  return west === null ? null : [Number(west), Number(south), Number(east), Number(north)]
}

function numberOf(cell: Row[string] | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell)
}

function textOf(cell: Row[string] | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell)
}
