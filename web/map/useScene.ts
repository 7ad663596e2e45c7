import type { AreaCollection, Measure } from '@grid/data/contract'
import { useMemo, useRef } from 'react'
import { useBasemap } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import {
  drawnValue,
  type LayerFeatures,
  type MapFigure,
  type MapTicket,
  type Rates,
  type Scene,
  type Spots,
  type TicketPath,
  valuesFit,
} from '../layers/index.ts'
import { breaksOf, classCount, classOf } from '../lib/breaks.ts'
import { useSurface } from '../ui/surface.tsx'

/** What the page wants drawn. */
export interface SceneWish {
  areas: AreaCollection | undefined
  context?: AreaCollection | undefined
  values?: ReadonlyMap<string, MapFigure> | undefined
  measure?: Measure | undefined
  rates?: Rates | undefined
  selected?: string | undefined
  isolated?: number | undefined
  moving?: boolean | undefined
  tickets?: readonly MapTicket[] | undefined
  spots?:
    | {
        shown: Spots | undefined
        opened: string | undefined
        only: string | undefined
        nameOf: (code: string) => string
        categoryOf: (id: string) => string
      }
    | undefined
  path?: TicketPath | undefined
  ticketTiles?: string | undefined
  features?: LayerFeatures | undefined
  /** id of the feature that is explained, and the class shown alone */
  spot?: string | undefined
  only?: string | undefined
  basemap: boolean
}

/** The scene of a wish: areas are held while the next load, values of another level are left out, breaks are made. */
export function useScene(wish: SceneWish): Scene {
  const { context, measure, rates, selected, isolated, moving, tickets, path } = wish
  const { ticketTiles, features } = wish
  const { shown, nameOf, categoryOf } = wish.spots ?? {}
  const opened = wish.spots?.opened ?? wish.spot
  const only = wish.spots?.only ?? wish.only
  const t = useSay()
  const { lang, timeZone } = useSurface()
  const found = useBasemap()
  const basemap = wish.basemap ? found : undefined
  const held = useRef(wish.areas)
  if (wish.areas) held.current = wish.areas
  const areas = held.current
  const values = valuesFit(areas, wish.values) ? wish.values : undefined
  const breaks = useMemo(() => {
    if (!measure || !values) return undefined
    const met = basicValues(areas, values, rates)
    return breaksOf(met, measure.unit)
  }, [areas, values, measure, rates])
  return useMemo(
    () => ({
      lang,
      timeZone,
      t,
      areas,
      context,
      measure,
      values,
      rates,
      breaks,
      selected,
      moving,
      isolated: breaks && isolated !== undefined && isolated < classCount(breaks) ? isolated : undefined,
      tickets,
      ticketTiles,
      features,
      spots: shown,
      spot: opened,
      only,
      nameOf,
      categoryOf,
      path,
      basemap,
    }),
    [
      lang,
      timeZone,
      t,
      areas,
      context,
      measure,
      values,
      rates,
      breaks,
      selected,
      isolated,
      moving,
      tickets,
      ticketTiles,
      features,
      shown,
      opened,
      only,
      nameOf,
      categoryOf,
      path,
      basemap,
    ],
  )
}

/** Number of areas in each class of the scene. */
export function classSizes({ areas, values, rates, breaks }: Scene): number[] {
  if (!breaks || !values) return []
  const sizes = new Array<number>(classCount(breaks)).fill(0)
  for (const value of basicValues(areas, values, rates)) {
    const group = classOf(breaks, value)
    sizes[group] = (sizes[group] ?? 0) + 1
  }
  return sizes
}

/** Special grids are beside the tree and must not move its classes. */
function basicValues(
  areas: AreaCollection | undefined,
  values: ReadonlyMap<string, MapFigure>,
  rates: Rates | undefined,
): number[] {
  return (areas?.features ?? []).flatMap(({ properties }) => {
    const value = properties.kind === 'basic' ? drawnValue(values.get(properties.code), rates) : null
    return value === null ? [] : [value]
  })
}
