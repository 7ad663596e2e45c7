import type { AreaCollection, AreaFeature } from '@grid/data/contract'
import type { CentreRecord } from '../centre/index.ts'
import type { Asking } from '../filter/index.ts'
import { badParameters, oneOfValues } from '../problems.ts'
import { all, sql } from '../store/index.ts'
import { areaRows, featureColumns, featureOf } from './feature.ts'

export interface AreasQuestion {
  /** id of a level; every level where absent */
  level?: string | undefined
  /** code of an area: those anywhere below it */
  parent?: string | undefined
  kind: 'basic' | 'special'
}

/** The areas of a level, of everything below an area, or all of them, with their outlines. */
export async function listAreas(asking: Asking, question: AreasQuestion): Promise<AreaCollection> {
  const { store, centre, signal } = asking
  const conditions = [sql`a.kind = ${question.kind}`]
  if (question.level !== undefined) conditions.push(sql`a.depth = ${depthOf(centre, question.level)}`)
  const rows = await store.read(
    sql`SELECT ${featureColumns} FROM ${areaRows(centre)} WHERE ${all(conditions)} ORDER BY a.depth, a.code`,
    { signal },
  )
  const below = question.parent === undefined ? undefined : parentOf(centre, question.parent, question.level)
  const features = rows
    .map((row) => featureOf(centre, row))
    .filter((feature) => below === undefined || below(feature))
  const bbox = boxOf(features)
  return {
    type: 'FeatureCollection',
    ...(bbox ? { bbox } : {}),
    features,
    synthetic: centre.pack.synthetic,
    caption: centre.pack.map.caption ?? null,
  }
}

function depthOf(centre: CentreRecord, id: string): number {
  const level = centre.levels.find((known) => known.id === id)
  if (level) return level.depth
  throw badParameters([
    {
      parameter: 'level',
      detail: oneOfValues(
        id,
        centre.levels.map((known) => known.id),
      ),
    },
  ])
}

/** Directly below where no level is named, else at any distance: a district's grids. */
function parentOf(centre: CentreRecord, code: string, level: string | undefined) {
  if (!centre.areas.withCode(code))
    throw badParameters([{ parameter: 'parent', detail: `"${code}" is unknown; /api/areas lists the codes` }])
  return ({ properties }: AreaFeature) =>
    level === undefined
      ? properties.parent === code
      : properties.code !== code && properties.path.includes(code)
}

function boxOf(features: readonly AreaFeature[]): [number, number, number, number] | undefined {
  const boxes = features.flatMap(({ bbox }) => (bbox ? [bbox] : []))
  if (boxes.length === 0) return undefined
  return boxes.reduce(([west, south, east, north], box) => [
    Math.min(west, box[0]),
    Math.min(south, box[1]),
    Math.max(east, box[2]),
    Math.max(north, box[3]),
  ])
}
