import { AuditAction, ChecklistTickets, readWay, Status, Urgency } from '@grid/data/contract'
import { z } from 'zod'
import { type Codec, choice, day, id, ids, instant, one, polygon, several } from './codec.ts'

/** Where a field may be kept: in the address only, or remembered by the browser with the address overriding. */
type Kept = 'address' | 'address and browser'

/** One declared part of the view. */
export interface Field<T> extends Codec<T> {
  kept: Kept
}

/** Holders of tickets in order, as the API spells them. */
const Way = z
  .string()
  .max(2000)
  .refine((text) => readWay(text) !== undefined)

const inAddress = <T>(codec: Codec<T>): Field<T> => ({ ...codec, kept: 'address' })
const remembered = <T>(codec: Codec<T>): Field<T> => ({ ...codec, kept: 'address and browser' })

/** What the map can show; the first is the default. */
export const mapKinds = ['areas', 'hotspots', 'emerging', 'repeats', 'warnings'] as const
export type MapKind = (typeof mapKinds)[number]

/** What hot places can be, from small to large. */
export const cellChoices = ['auto', 'block', 'estate', 'community', 'street', 'district', 'areas'] as const

/**
 * Every part of the view but the area, which is the path. Keys are those of the address; the filter's are the API's.
 * Nothing else decides what is on the screen.
 */
export const fields = {
  from: inAddress(day),
  to: inAddress(day),
  category: inAddress(ids),
  source: inAddress(ids),
  status: inAddress(several(Status)),
  tier: inAddress(ids),
  unit: inAddress(ids),
  urgency: inAddress(several(Urgency)),
  asOf: inAddress(instant),
  /** a polygon that tickets lie in, as GeoJSON: a cell whose tickets are looked at */
  within: inAddress(polygon),
  /** what the map shows of the tickets: figures of areas, hot cells, how these came about, repeat places, warnings */
  map: inAddress(choice(...mapKinds)),
  /** what hot places are: cells of a size, the server's choice at first, or the areas of the level drawn */
  cell: inAddress(choice(...cellChoices)),
  /** length of a step of the emerging hot places; null is the server's choice for the period */
  step: inAddress(id),
  /** the cell, repeat place or warning that is explained */
  spot: inAddress(id),
  /** the class of hot places that is shown alone */
  only: inAddress(id),
  /** whether warnings that were set aside are listed too */
  dismissed: inAddress(choice('hidden', 'shown')),
  /** level of the areas drawn; null is the one below the area */
  level: inAddress(id),
  /** measure on map, ranking and brush; null is the catalogue's first rate */
  measure: inAddress(id),
  /**
   * which rate of small areas the map draws. Smoothed unless told otherwise, whatever the counts: it is the same as the
   * raw one where they are large, and a default that followed them would change under the reader with the period
   */
  rates: inAddress(choice('smoothed', 'raw')),
  tab: inAddress(choice('breakdown', 'ranking', 'tickets', 'effect')),
  by: inAddress(choice('category', 'source', 'status', 'tier', 'unit', 'urgency')),
  /** the ticket last opened, marked in the list */
  ticket: inAddress(id),
  /** the day a before-and-after question is about; null until one is chosen */
  effect: inAddress(day),
  /** whole months looked at on each side of it */
  effectMonths: inAddress(choice('12', '3', '6', '18', '24', '36')),
  /** the two areas compared, by code */
  a: inAddress(id),
  b: inAddress(id),
  /** what their counts are measured by, where households are known */
  per: inAddress(choice('households', 'count')),
  /** the number of a checklist whose tickets are open: list, category of the line, which tickets; null while none is */
  checklist: inAddress(id),
  item: inAddress(id),
  parting: inAddress(one(ChecklistTickets)),
  /** what the lines of the checklists are sorted by */
  order: inAddress(choice('list', 'closed', 'kept', 'time', 'parted')),
  /** the planner's page: what is looked at and exported; null is the areas of the level */
  layer: inAddress(id),
  /** areas that the planner's page is kept to; everything below them is included */
  area: inAddress(ids),
  /** areas picked on map and table, which a file is then made of */
  pick: inAddress(ids),
  /** measures beside the one on the map, as columns of the table */
  column: inAddress(ids),
  /** the period that the one shown is compared with, and the days of one's own */
  against: inAddress(choice('none', 'previous', 'year', 'own')),
  againstFrom: inAddress(day),
  againstTo: inAddress(day),
  /** what the table is sorted by: `name`, `change` or a measure, after a minus from large to small */
  sort: inAddress(id),
  /** what lies open beside the planner's map */
  side: inAddress(choice('table', 'file', 'picture', 'views')),
  format: inAddress(choice('geojson', 'geojsonl', 'csv', 'fgb', 'gpkg', 'parquet')),
  profile: inAddress(choice('internal', 'public')),
  /** what the flows on map and table are told apart by */
  flowBy: inAddress(choice('unit', 'tier', 'area')),
  /** ways that tickets were handed over, `tier:community>street`: a part of the filter */
  flow: inAddress(several(Way)),
  /** the whole way, or the pair between which tickets went to and fro, whose tickets are open; null while none is */
  flowPath: inAddress(one(Way)),
  flowPair: inAddress(one(Way)),
  /** whether the flows move, for readers who did not ask for stillness */
  flowMotion: inAddress(choice('on', 'off')),
  /** what the page of the audit is narrowed by: who, what was done, to what kind of thing, to which */
  who: inAddress(id),
  deed: inAddress(several(AuditAction)),
  thing: inAddress(id),
  subject: inAddress(id),
  basemap: inAddress(choice('on', 'off')),
  lang: remembered(one(z.enum(['zh', 'en']))),
  theme: remembered(one(z.enum(['light', 'dark']))),
} as const

export type FieldKey = keyof typeof fields

/** The view: what is shown, of what, when and how. */
export type View = {
  [Key in FieldKey]: (typeof fields)[Key] extends Field<infer T> ? T : never
}

/** Fields whose values name things of the centre, which may not exist there. */
export const filterKeys = ['category', 'source', 'status', 'tier', 'unit', 'urgency'] as const
export type FilterKey = (typeof filterKeys)[number]
