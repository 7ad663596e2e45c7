import type { AreaCollection, Figure, Measure, Smoothing, TicketRow } from '@grid/data/contract'
import type { FeatureCollection, Polygon } from 'geojson'
import type { Say } from '../i18n/index.ts'
import type { AreaChange } from '../lib/areaChange.ts'
import type { Breaks } from '../lib/breaks.ts'
import type { Lang } from '../lib/lang.ts'
import type { Theme } from '../lib/tokens.ts'
import type { LayerSpec, MapSource } from '../map/spec.ts'
import type { LayerFeatures } from './layer-features.ts'
import type { TicketPath } from './path.ts'
import type { Pattern } from './patterns.ts'
import type { Spots } from './shown-spots.ts'

/** A figure of an area, with its past and its smoothed rate where the answer carries them. */
export type MapFigure = Figure & {
  previous?: Figure | null
  lastYear?: Figure | null
  smoothed?: number | null | undefined
}

/** Which of the two rates of small areas is drawn, and what they were smoothed by. */
export interface Rates {
  drawn: 'raw' | 'smoothed'
  smoothing: Smoothing
}

/** What a ticket needs to stand on the map. */
export type MapTicket = Pick<
  TicketRow,
  'id' | 'lon' | 'lat' | 'overdue' | 'title' | 'status' | 'reported_at'
> &
  Partial<Pick<TicketRow, 'urgency'>>

/** Everything a look may draw from: the data, the view of it, and the language. */
export interface Scene {
  lang: Lang
  timeZone: string
  t: Say
  areas?: AreaCollection | undefined
  /** the level above, drawn around the areas */
  context?: AreaCollection | undefined
  measure?: Measure | undefined
  /** undefined while they load */
  values?: ReadonlyMap<string, MapFigure> | undefined
  /** of measures that come raw and smoothed alone */
  rates?: Rates | undefined
  /** of the values drawn of the basic areas */
  breaks?: Breaks | undefined
  /** code of the area the view stands on */
  selected?: string | undefined
  /** whether figures move with the hand or by playing: what cannot follow is not written meanwhile */
  moving?: boolean | undefined
  /** the class the legend isolates */
  isolated?: number | undefined
  tickets?: readonly MapTicket[] | undefined
  /** address of the tiles that hold all tickets of the filter */
  ticketTiles?: string | undefined
  /** any other layer of the server */
  features?: LayerFeatures | undefined
  /** the way of one ticket from unit to unit */
  path?: TicketPath | undefined
  /** hot places, repeat places or warnings, in place of figures */
  spots?: Spots | undefined
  /** id of the one that is explained */
  spot?: string | undefined
  /** the class of them shown alone */
  only?: string | undefined
  /** names of areas of any level and of categories, in the language */
  nameOf?: ((code: string) => string) | undefined
  categoryOf?: ((id: string) => string) | undefined
  basemap?: FeatureCollection | undefined
  /** how areas moved between two periods, by code, in place of what they are */
  change?: ReadonlyMap<string, AreaChange> | undefined
  /** codes of the areas picked */
  picked?: ReadonlySet<string> | undefined
  /** what tickets are counted in */
  region?: Polygon | undefined
  /** CSS pixels of the letters where they are read from far away; marks and lines grow with them */
  text?: number | undefined
}

/** How much larger than at a desk marks and lines are drawn. */
export function growth(scene: Pick<Scene, 'text'>): number {
  return scene.text === undefined ? 1 : Math.max(1, scene.text / 13)
}

export type FeatureState = Record<string, string | number | boolean>

/** What a look puts on the map. */
export interface Drawing {
  sources: Record<string, MapSource>
  /** bottom first */
  layers: LayerSpec[]
  /** feature states by source, then by `featureId` */
  states?: Record<string, ReadonlyMap<number, FeatureState>>
  patterns?: Pattern[]
}

/** One line of the legend beside the classes: what a mark on the map means. */
export interface LegendEntry {
  key: string
  label: string
  /** number of areas it marks, where areas are marked */
  count?: number
  swatch: 'hatch' | 'dots' | 'dashed' | 'ticket' | 'ticket-heap' | 'ticket-overdue' | 'river'
}

/** What the pointer or the keyboard rests on. */
export interface Hit {
  kind: 'area' | 'ticket' | 'cluster' | 'spot' | 'flow' | 'node'
  /** code, id or number of what it is: of an area, a ticket, a cluster, a place or warning, a flow, a holder of tickets */
  id: string
  /** further tickets under the same point */
  also?: string[]
  /** tickets of a cluster, and how many of them are overdue */
  count?: number
  overdue?: number
  /** what a tile says of it */
  told?: Record<string, unknown>
}

/** A tooltip: a name and its lines, ready to read. */
export interface Tip {
  title: string
  value?: string
  rows: { label: string; text: string }[]
  notes: string[]
}

/** One way of drawing something: pure, from scene and theme to layers, legend and tooltip. */
export interface Look {
  id: string
  draw(scene: Scene, theme: Theme): Drawing | undefined
  legend?(scene: Scene): LegendEntry[]
  /** its layers that answer the pointer */
  hits?: { layers: string[]; kind: Hit['kind'] }
  tip?(hit: Hit, scene: Scene): Tip | undefined
}

const numbers = new Map<string, number>()

/**
 * The number that feature states of a code go by. The map library would hash texts and read `01` and `1` as one
 * number; these are never shared, on any level.
 */
export function featureId(code: string): number {
  const known = numbers.get(code)
  if (known !== undefined) return known
  numbers.set(code, numbers.size + 1)
  return numbers.size
}

/** Keeps the last answer while its arguments are the same objects, so that features are not sent twice. */
export function lastOf<Args extends readonly unknown[], Answer>(
  make: (...args: Args) => Answer,
): (...args: Args) => Answer {
  let last: { args: Args; answer: Answer } | undefined
  return (...args) => {
    if (!last || last.args.some((value, index) => value !== args[index]))
      last = { args, answer: make(...args) }
    return last.answer
  }
}
