import type { AreaCollection, Measure } from '@grid/data/contract'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useCentre } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { featureId, type Hit, looks, type MapFigure, type MapTicket, type Rates } from '../layers/index.ts'
import { Legend } from '../panels/Legend.tsx'
import { Message } from '../ui/Message.tsx'
import { useTheme } from '../ui/surface.tsx'
import { AreaKeys } from './AreaKeys.tsx'
import { AreaTable } from './AreaTable.tsx'
import { boxOf, boxOfTickets } from './camera.ts'
import { MapCanvas, type MapHandle, type Spot } from './MapCanvas.tsx'
import { MapTip } from './MapTip.tsx'
import { MapTools } from './MapTools.tsx'
import styles from './map.module.css'
import { readingOrder, upFrom } from './order.ts'
import { TicketChoice } from './TicketChoice.tsx'
import { classSizes, useScene } from './useScene.ts'

export interface AreaMapProps {
  /** the areas to draw; the last ones stay while undefined */
  areas: AreaCollection | undefined
  /** the level above, drawn as outline around them */
  context: AreaCollection | undefined
  /** by area code; undefined while they load */
  values: ReadonlyMap<string, MapFigure> | undefined
  measure: Measure | undefined
  /** of measures that come raw and smoothed */
  rates: Rates | undefined
  /** code of the area the page stands on */
  selected: string | undefined
  onOpen: (code: string) => void
  onHover?: ((code: string | null) => void) | undefined
  tickets: readonly MapTicket[] | undefined
  onOpenTicket?: ((id: string) => void) | undefined
  basemap: boolean
  /** printed under the map */
  caption: string | undefined
}

type Pointed = { hit: Hit; at: Spot; byKeys: boolean }

/** Areas coloured by a measure, to point at, open, walk through by keys, and read as a table. */
export function AreaMap(props: AreaMapProps): ReactNode {
  const { measure, onOpen, onHover } = props
  const say = useSay()
  const theme = useTheme()
  const box = useRef<HTMLDivElement>(null)
  const corner = useRef<HTMLDivElement>(null)
  const handle = useRef<MapHandle>(null)
  const [pointed, setPointed] = useState<Pointed>()
  const [choice, setChoice] = useState<{ ids: string[]; at: Spot }>()
  const [alone, setAlone] = useState<{ of: string; index: number }>()
  const [table, setTable] = useState(false)
  const [unable, setUnable] = useState(false)

  const classesOf = `${measure?.id} ${props.rates?.drawn} ${props.areas?.features[0]?.id}`
  const scene = useScene({ ...props, isolated: alone?.of === classesOf ? alone.index : undefined })
  const { areas } = scene
  const extent = useCentre().data?.extent.bbox ?? null
  const drawings = useMemo(() => looks.flatMap((look) => look.draw(scene, theme) ?? []), [scene, theme])
  const entries = useMemo(() => looks.flatMap((look) => look.legend?.(scene) ?? []), [scene])
  const frame = useMemo(() => {
    const drawn = boxOf(areas)
    const whole = drawn ?? boxOf(props.context) ?? boxOfTickets(props.tickets) ?? extent
    const key = drawn ? (areas?.features.map((area) => area.id).join(' ') ?? '') : `${whole}`
    return whole ? { key, box: whole, left: () => covered(corner.current) } : undefined
  }, [areas, props.context, props.tickets, extent])
  useEffect(() => {
    if (!corner.current) return
    const watch = new ResizeObserver(() => handle.current?.settle())
    watch.observe(corner.current)
    return () => watch.disconnect()
  }, [])
  const ordered = useMemo(() => readingOrder(areas), [areas])
  const tip = useMemo(() => pointed && tipOf(pointed.hit, scene), [pointed, scene])
  const size = { width: box.current?.clientWidth ?? 0, height: box.current?.clientHeight ?? 0 }
  const code = pointed?.hit.kind === 'area' ? pointed.hit.id : undefined

  const point = useCallback(
    (next: Pointed | undefined) => {
      setPointed(next)
      const area = next?.hit.kind === 'area' ? next.hit.id : null
      if (area !== (code ?? null)) onHover?.(area)
    },
    [code, onHover],
  )
  const press = (hit: Hit, at: Spot) => {
    setChoice(undefined)
    if (hit.kind === 'area') onOpen(hit.id)
    else if (hit.also) setChoice({ ids: [hit.id, ...hit.also], at })
    else props.onOpenTicket?.(hit.id)
  }
  const walk = (to: string | undefined) => {
    const label = ordered.find((area) => area.properties.code === to)?.properties.label
    const at = label && handle.current?.reveal([label[0], label[1]])
    point(
      to === undefined
        ? undefined
        : { hit: { kind: 'area', id: to }, at: at ?? { x: 0, y: 0 }, byKeys: true },
    )
  }
  const climb = () => {
    const up = upFrom(areas, props.selected)
    if (up !== undefined) onOpen(up)
  }

  const asTable = table || unable
  return (
    <figure className={styles.map} aria-label={say('map.areasTitle')} data-busy={props.areas === undefined}>
      <div ref={box} className={styles.body}>
        {!unable && (
          <MapCanvas
            drawings={drawings}
            frame={frame}
            hovered={code === undefined ? undefined : featureId(code)}
            onPoint={(hit, at) => {
              if (hit || !pointed?.byKeys) point(hit && { hit, at, byKeys: false })
            }}
            onPress={press}
            onUnable={() => setUnable(true)}
            handle={handle}
          >
            {!table && (
              <AreaKeys
                areas={ordered}
                lang={scene.lang}
                at={pointed?.byKeys ? code : undefined}
                spoken={
                  pointed?.byKeys && tip
                    ? [tip.title, tip.value, ...tip.notes].filter(Boolean).join(', ')
                    : ''
                }
                onMove={walk}
                onOpen={onOpen}
                onUp={climb}
                onZoom={(step) => handle.current?.zoom(step)}
                onFit={() => handle.current?.fit()}
              />
            )}
            {tip && pointed && !table && !choice && <MapTip tip={tip} at={pointed.at} size={size} />}
            {choice && !table && (
              <TicketChoice
                tickets={(scene.tickets ?? []).filter(({ id }) => choice.ids.includes(id))}
                at={choice.at}
                size={size}
                onOpen={(id) => props.onOpenTicket?.(id)}
                onClose={() => setChoice(undefined)}
              />
            )}
          </MapCanvas>
        )}
        {asTable && (
          <div className={styles.cover}>
            {unable && <Message title={say('map.noWebgl')} detail={say('map.noWebglWhat')} />}
            <AreaTable
              areas={ordered}
              values={scene.values}
              measure={measure}
              rates={scene.rates}
              lang={scene.lang}
              onOpen={onOpen}
            />
          </div>
        )}
        {!asTable && areas && boxOf(areas) === null && !scene.tickets?.length && (
          <div className={styles.notice}>
            <Message title={say('map.none')} detail={say('map.noneWhat')} />
          </div>
        )}
        <MapTools
          onZoom={(step) => handle.current?.zoom(step)}
          onFit={() => handle.current?.fit()}
          drawn={!asTable}
          table={unable ? undefined : { shown: table, onToggle: () => setTable(!table) }}
        />
      </div>
      <div ref={corner} className={styles.legend} hidden={asTable}>
        <Legend
          measure={scene.values && measure}
          rates={scene.values && scene.rates}
          breaks={scene.breaks}
          counts={classSizes(scene)}
          entries={entries}
          isolated={scene.isolated}
          onIsolate={(index) => setAlone(index === undefined ? undefined : { of: classesOf, index })}
        />
      </div>
      <Caption synthetic={areas?.synthetic ?? false} text={props.caption} />
    </figure>
  )
}

/** Width at the left that the legend takes, 0 where it stands below the map. */
function covered(legend: HTMLElement | null): number {
  return legend && getComputedStyle(legend).gridRowStart === '1' ? legend.offsetWidth + 16 : 0
}

function tipOf(hit: Hit, scene: Parameters<NonNullable<(typeof looks)[number]['tip']>>[1]) {
  const kind = hit.kind === 'cluster' ? 'ticket' : hit.kind
  return looks.find((look) => look.hits?.kind === kind && look.tip)?.tip?.(hit, scene)
}

/** Where the outlines come from, and that they are made up where they are. */
export function Caption({ synthetic, text }: { synthetic: boolean; text: string | undefined }): ReactNode {
  const say = useSay()
  if (!synthetic && !text) return null
  return (
    <figcaption className={styles.caption}>
      {synthetic && <strong>{say('map.synthetic')}</strong>} {text}
    </figcaption>
  )
}
