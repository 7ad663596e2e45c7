import type { AreaCollection, TicketDetail } from '@grid/data/contract'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { looks } from '../layers/index.ts'
import { nameIn } from '../lib/lang.ts'
import { Message } from '../ui/Message.tsx'
import { useSurface } from '../ui/surface.tsx'
import { Caption } from './AreaMap.tsx'
import { boxOf } from './camera.ts'
import { MapCanvas, type MapHandle } from './MapCanvas.tsx'
import { MapTools } from './MapTools.tsx'
import styles from './map.module.css'
import type { Box } from './spec.ts'
import { useScene } from './useScene.ts'

/** About 250 m: what is shown around a ticket that lies in no drawn area. */
const around = 0.0025

/** One ticket where it was reported, on the areas it belongs to. */
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
  const home = useMemo(() => homeOf(areas, ticket), [areas, ticket])
  const scene = useScene({ areas, tickets, basemap: true, selected: home?.features[0]?.id })
  const drawings = useMemo(() => looks.flatMap((look) => look.draw(scene, theme) ?? []), [scene, theme])
  const frame = useMemo(() => {
    const { lon, lat } = ticket
    const point: Box | null =
      lon === null || lat === null ? null : [lon - around, lat - around, lon + around, lat + around]
    const box = boxOf(home) ?? point ?? boxOf(areas)
    return box ? { key: `${ticket.id} ${home?.features[0]?.id}`, box: wider(box) } : undefined
  }, [ticket, home, areas])
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
              drawn={true}
            />
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

/** A third more on every side, so that one sees what lies around. */
function wider([west, south, east, north]: Box): Box {
  const x = (east - west) / 3
  const y = (north - south) / 3
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
