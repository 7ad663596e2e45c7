import { AreaGeometry } from '@grid/data/contract'
import { type Row, sql, type Transaction } from '../../store/index.ts'
import type { Box, PlacedArea } from '../locate/index.ts'
import type { DraftArea } from './draft.ts'
import type { NamedLevel } from './levels.ts'

/** The areas as the placing of tickets needs them. */
export async function placedAreas(transaction: Transaction): Promise<PlacedArea[]> {
  const rows = await transaction.run(
    sql`SELECT key, code, depth, parent, kind, geometry, west, south, east, north FROM area`,
  )
  return rows.map((row) => ({
    key: Number(row.key),
    code: String(row.code),
    depth: Number(row.depth),
    parent: numberOf(row.parent),
    special: row.kind === 'special',
    geometry: geometryOf(row),
    bbox: boxOf(row),
  }))
}

/** What the centre has: its areas as drafts, without the area that intake made of the whole. */
export interface StoredAreas {
  areas: DraftArea[]
  levels: NamedLevel[]
  /** key of the made area, kept when it is made again */
  madeKey: number | undefined
  /** highest key in use */
  lastKey: number
}

export async function storedAreas(
  transaction: Transaction,
  made: { root: string | null; level: string },
): Promise<StoredAreas> {
  const levels = await transaction.run(sql`SELECT id, name_en, name_zh FROM level ORDER BY depth`)
  const rows = await transaction.run(
    sql`SELECT a.*, p.code AS parent_code FROM area a LEFT JOIN area p ON p.key = a.parent ORDER BY a.key`,
  )
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
    lastKey: rows.reduce((highest, row) => Math.max(highest, Number(row.key)), 0),
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

function geometryOf(row: Row): AreaGeometry | null {
  return typeof row.geometry === 'string' ? AreaGeometry.parse(JSON.parse(row.geometry)) : null
}

function boxOf({ west, south, east, north }: Row): Box | null {
  return west === null ? null : [Number(west), Number(south), Number(east), Number(north)]
}

function numberOf(cell: Row[string] | undefined): number | null {
  return cell === null || cell === undefined ? null : Number(cell)
}

function textOf(cell: Row[string] | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell)
}
