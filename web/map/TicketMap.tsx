import type { AreaCollection, Hop, TicketDetail } from '@grid/data/contract'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useAreas, useCentre } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { holderOf, looks, pathOf, type TicketPath } from '../layers/index.ts'
import { nameIn } from '../lib/lang.ts'
import { Message } from '../ui/Message.tsx'
import { useSurface } from '../ui/surface.tsx'
import { Caption } from './AreaMap.tsx'
import { boxOf } from './camera.ts'
import { MapCanvas, type MapHandle } from './MapCanvas.tsx'
import { MapTools } from './MapTools.tsx'
import styles from './map.module.css'
import type { Box } from './spec.ts'
import { TicketPathTable } from './TicketPathTable.tsx'
import { useScene } from './useScene.ts'

/** About 250 m: what is shown around a ticket that lies in no drawn area. */
const around = 0.0025

/** Room for the name that stands at the right of a unit, in CSS pixels. */
const nameWidth = 120

/** One ticket where it was reported, on the areas it belongs to, and its way from unit to unit. */
export function TicketMap({
  ticket,
  areas,
}: {
  ticket: TicketDetail
  areas: AreaCollection | undefined
}): ReactNode {
  const say = useSay()
  const { lang, theme } = useSurface()
  const handle = useRef<MapHandle>(null)
  const [unable, setUnable] = useState(false)
  const tickets = useMemo(() => [ticket], [ticket])
  const [table, setTable] = useState(false)
  const home = useMemo(() => homeOf(areas, ticket), [areas, ticket])
  const wide = useWide(ticket)
  const path = useTicketPath(ticket, home ?? areas, wide ?? areas)
  const drawn = useMemo(
    () => (path.stops.length > 0 && wide ? withHome(wide, home) : areas),
    [path, wide, home, areas],
  )
  const scene = useScene({
    areas: drawn,
    tickets,
    path,
    basemap: true,
    selected: home?.features[0]?.id,
  })
  const drawings = useMemo(() => looks.flatMap((look) => look.draw(scene, theme) ?? []), [scene, theme])
  const frame = useMemo(() => {
    const { lon, lat } = ticket
    const point: Box | null =
      lon === null || lat === null ? null : [lon - around, lat - around, lon + around, lat + around]
    const own = boxOf(home) ?? point
    const stops = path.stops.map(({ at }): Box => [...at, ...at])
    const box = [...(path.strip ? [path.strip] : []), ...stops].reduce(aroundBoth, own) ?? boxOf(areas)
    return box
      ? {
          key: `${ticket.id} ${home?.features[0]?.id} ${box}`,
          box: wider(box, stops.length > 0 ? 0.12 : 1 / 3),
          ...(stops.length > 0 && { right: nameWidth }),
        }
      : undefined
  }, [ticket, home, areas, path])
  const unplaced = ticket.lon === null || ticket.lat === null

  return (
    <figure className={styles.map} aria-label={say('map.ticketTitle')}>
      <div className={styles.body}>
        {unable ? (
          <div className={styles.cover}>
            <Message title={say('map.noWebgl')} detail={say('map.noWebglTicket')} />
          </div>
        ) : (
          <>
            <MapCanvas
              drawings={drawings}
              frame={frame}
              hovered={undefined}
              onPoint={nothing}
              onPress={nothing}
              onUnable={() => setUnable(true)}
              handle={handle}
            />
            <MapTools
              onZoom={(step) => handle.current?.zoom(step)}
              onFit={() => handle.current?.fit()}
              drawn={!table}
              table={path.stops.length > 0 ? { shown: table, onToggle: () => setTable(!table) } : undefined}
            />
            {table && (
              <div className={styles.cover}>
                <TicketPathTable path={path} />
              </div>
            )}
          </>
        )}
        {unplaced && !unable && (
          <div className={styles.banner} role="status">
            {say(home ? 'map.unplacedCode' : 'map.unplaced')}
          </div>
        )}
      </div>
      <Caption
        synthetic={ticket.synthetic || (areas?.synthetic ?? false)}
        text={areas?.caption ? nameIn(areas.caption, lang) : undefined}
      />
    </figure>
  )
}

/** The way of a ticket on the map, with the units' names in the language; the strip stands beside `areas`. */
function useTicketPath(
  ticket: TicketDetail,
  home: AreaCollection | undefined,
  areas: AreaCollection | undefined,
): TicketPath {
  const { lang } = useSurface()
  const centre = useCentre().data
  const { index } = useAreas()
  return useMemo(() => {
    const { units = [], tiers = [] } = centre ?? {}
    const { hops } = ticket.clocks
    const name = (hop: Pick<Hop, 'unit' | 'tier'>) => {
      const known =
        units.find(({ id }) => id === hop.unit) ??
        tiers.find(({ id }) => hop.unit === null && id === hop.tier)
      return known ? nameIn(known.name, lang) : (holderOf(hop) ?? '')
    }
    const labelOf = (code: string) => index.get(code)?.properties.label ?? null
    const places = (box: Box | null) => pathOf(hops, units, labelOf, name, box)
    // what has a place first: the strip stands beside all of it
    const { stops } = places(null)
    const placed = stops.map(({ at }): Box => [...at, ...at])
    const without = new Set(hops.flatMap((hop) => holderOf(hop) ?? [])).size > stops.length
    const seen = placed.reduce(aroundBoth, (without ? boxOf(areas) : null) ?? boxOf(home) ?? pointOf(ticket))
    return places(roomy(seen))
  }, [ticket, home, areas, centre, index, lang])
}

/** The areas right below the top: what a way from unit to unit is seen upon, since it leads far from home. */
function useWide(ticket: TicketDetail): AreaCollection | undefined {
  const { index, byLevel } = useAreas()
  const second = ticket.areas[1] ?? ticket.areas[0]
  const level = second === undefined ? undefined : index.get(second)?.properties.level
  return level === undefined ? undefined : byLevel.get(level)
}

function withHome(areas: AreaCollection, home: AreaCollection | undefined): AreaCollection {
  const [only] = home?.features ?? []
  if (!only || areas.features.some(({ id }) => id === only.id)) return areas
  return { ...areas, features: [...areas.features, only] }
}

function pointOf({ lon, lat }: TicketDetail): Box | null {
  return lon === null || lat === null ? null : [lon, lat, lon, lat]
}

/** A single point leaves no room beside it. */
function roomy(box: Box | null): Box | null {
  if (box === null) return null
  const [west, south, east, north] = box
  const x = Math.max(0, around * 2 - (east - west)) / 2
  const y = Math.max(0, around * 2 - (north - south)) / 2
  return [west - x, south - y, east + x, north + y]
}

function aroundBoth(one: Box | null, other: Box): Box {
  if (one === null) return other
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ]
}

/** More on every side, so that one sees what lies around. */
function wider([west, south, east, north]: Box, share: number): Box {
  const x = (east - west) * share
  const y = (north - south) * share
  return [west - x, south - y, east + x, north + y]
}

function nothing(): void {}

/** The smallest area of the ticket that has an outline. */
function homeOf(areas: AreaCollection | undefined, ticket: TicketDetail): AreaCollection | undefined {
  for (const code of [...ticket.areas].reverse()) {
    const home = areas?.features.find((area) => area.id === code && area.geometry !== null)
    if (areas && home) return { ...areas, features: [home] }
  }
  return undefined
}
