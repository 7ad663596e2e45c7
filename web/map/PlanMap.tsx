import type { AreaCollection, Measure } from '@grid/data/contract'
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useSay } from '../i18n/index.ts'
import {
  areaName,
  featureId,
  type Hit,
  looks,
  type MapFigure,
  type MapTicket,
  type Rates,
} from '../layers/index.ts'
import type { AreaChange } from '../lib/areaChange.ts'
import type { Region } from '../lib/region.ts'
import type { Theme } from '../lib/tokens.ts'
import { ChangeLegend } from '../panels/ChangeLegend.tsx'
import { Legend } from '../panels/Legend.tsx'
import { Message } from '../ui/Message.tsx'
import { useTheme } from '../ui/surface.tsx'
import { AreaKeys } from './AreaKeys.tsx'
import { Caption, covered } from './AreaMap.tsx'
import { boxOf } from './camera.ts'
import type { DrawKind, Ring } from './drawing.ts'
import { MapCanvas, type MapHandle, type Spot } from './MapCanvas.tsx'
import { MapTip } from './MapTip.tsx'
import { MapTools } from './MapTools.tsx'
import styles from './map.module.css'
import { readingOrder } from './order.ts'
import type { MapPicture } from './picture.ts'
import { type PictureLegend, pictureLegend } from './pictureLegend.ts'
import { classSizes, useScene } from './useScene.ts'

/** What the page may ask of the planner's map. */
export interface PlanMapHandle {
  /** the map as drawn, with what its colours mean; undefined where there is no map */
  picture(
    scale: number,
    colours: Theme,
  ): Promise<(MapPicture & { legend: PictureLegend | undefined }) | undefined>
}

export interface PlanMapProps {
  areas: AreaCollection | undefined
  context: AreaCollection | undefined
  values: ReadonlyMap<string, MapFigure> | undefined
  measure: Measure | undefined
  rates: Rates | undefined
  /** in place of the values, where two periods are compared */
  change: ReadonlyMap<string, AreaChange> | undefined
  picked: ReadonlySet<string>
  region: Region | undefined
  tickets: readonly MapTicket[] | undefined
  basemap: boolean
  caption: string | undefined
  /** pointed at from elsewhere */
  hovered: string | undefined
  onHover: (code: string | undefined) => void
  onPick: (code: string) => void
  onUnpick: () => void
  /** the shape being drawn, if any */
  drawing: DrawKind | undefined
  onRing: (ring: Ring) => void
  onStop: () => void
  handle?: Ref<PlanMapHandle>
}

type Pointed = { hit: Hit; at: Spot; byKeys: boolean }

/** Areas by a measure or its change, to pick by pointer or keys, with a region drawn over them. */
export function PlanMap(props: PlanMapProps): ReactNode {
  const { measure, onHover, onPick, drawing, change, picked, region } = props
  const say = useSay()
  const own = useTheme()
  const [lent, setLent] = useState<Theme>()
  const theme = lent ?? own
  const box = useRef<HTMLDivElement>(null)
  const corner = useRef<HTMLDivElement>(null)
  const map = useRef<MapHandle>(null)
  const [pointed, setPointed] = useState<Pointed>()
  const [unable, setUnable] = useState(false)
  const [alone, setAlone] = useState<{ of: string; index: number }>()
  const classesOf = `${measure?.id} ${props.areas?.features[0]?.id}`
  const base = useScene({ ...props, isolated: alone?.of === classesOf ? alone.index : undefined })
  const scene = useMemo(() => ({ ...base, change, picked, region }), [base, change, picked, region])
  const { areas } = scene
  const drawings = useMemo(() => looks.flatMap((look) => look.draw(scene, theme) ?? []), [scene, theme])
  const entries = useMemo(() => looks.flatMap((look) => look.legend?.(scene) ?? []), [scene])
  const ordered = useMemo(() => readingOrder(areas), [areas])
  const stops = useMemo(
    () =>
      ordered.map((area) => ({
        id: area.id,
        name: areaName(area, base.lang),
        at: area.properties.label ? ([...area.properties.label] as const) : null,
      })),
    [ordered, base.lang],
  )
  const frame = useMemo(() => {
    const whole = boxOf(areas)
    return whole && areas
      ? { key: areas.features.map(({ id }) => id).join(' '), box: whole, left: () => covered(corner.current) }
      : undefined
  }, [areas])
  const tip = useMemo(() => {
    if (!pointed) return undefined
    const { hit } = pointed
    const kind = hit.kind === 'cluster' ? 'ticket' : hit.kind
    for (const look of looks) {
      const said = look.hits?.kind === kind ? look.tip?.(hit, scene) : undefined
      if (said) return said
    }
    return undefined
  }, [pointed, scene])
  useImperativeHandle(
    props.handle,
    (): PlanMapHandle => ({
      picture: async (scale, colours) => {
        // the map draws in the colours of the picture before it is copied
        flushSync(() => setLent(colours))
        try {
          const picture = await map.current?.picture(scale)
          return picture && { ...picture, legend: pictureLegend(scene, colours) }
        } finally {
          setLent(undefined)
        }
      },
    }),
    [scene],
  )
  useEffect(() => {
    if (!corner.current) return
    const watch = new ResizeObserver(() => map.current?.settle())
    watch.observe(corner.current)
    return () => watch.disconnect()
  }, [])
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    if (drawing === undefined) return
    const stop = map.current?.draw(drawing, (ring) => latest.current.onRing(ring))
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && latest.current.onStop()
    window.addEventListener('keydown', onKey)
    return () => {
      stop?.()
      window.removeEventListener('keydown', onKey)
    }
  }, [drawing])

  const code = pointed?.hit.kind === 'area' ? pointed.hit.id : undefined
  const marked = code ?? props.hovered
  const point = (next: Pointed | undefined) => {
    setPointed(next)
    const area = next?.hit.kind === 'area' ? next.hit.id : undefined
    if (area !== code) onHover(area)
  }
  const walk = (to: string | undefined) => {
    const stop = stops.find(({ id }) => id === to)?.at
    const at = stop && map.current?.reveal([stop[0], stop[1]])
    point(
      to === undefined
        ? undefined
        : { hit: { kind: 'area', id: to }, at: at ?? { x: 0, y: 0 }, byKeys: true },
    )
  }
  const size = { width: box.current?.clientWidth ?? 0, height: box.current?.clientHeight ?? 0 }
  return (
    <figure className={styles.map} aria-label={say('map.areasTitle')} data-busy={props.areas === undefined}>
      <div ref={box} className={styles.body}>
        {unable ? (
          <div className={styles.cover}>
            <Message title={say('map.noWebgl')} detail={say('map.noWebglWhat')} />
          </div>
        ) : (
          <MapCanvas
            drawings={drawings}
            frame={frame}
            hovered={marked === undefined ? undefined : featureId(marked)}
            onPoint={(hit, at) => {
              if (drawing === undefined && (hit || !pointed?.byKeys)) point(hit && { hit, at, byKeys: false })
            }}
            onPress={(hit) => {
              if (drawing === undefined && hit.kind === 'area') onPick(hit.id)
            }}
            onUnable={() => setUnable(true)}
            handle={map}
          >
            <AreaKeys
              label={say('plan.keys')}
              hint={say('plan.keys')}
              stops={stops}
              at={pointed?.byKeys ? code : undefined}
              spoken={
                pointed?.byKeys && tip ? [tip.title, tip.value, ...tip.notes].filter(Boolean).join(', ') : ''
              }
              picked={picked}
              onMove={walk}
              onOpen={onPick}
              onUp={props.onUnpick}
              onZoom={(step) => map.current?.zoom(step)}
              onFit={() => map.current?.fit()}
            />
            {tip && pointed && drawing === undefined && <MapTip tip={tip} at={pointed.at} size={size} />}
            {drawing !== undefined && (
              <div className={styles.banner} role="status">
                {say(`plan.region.hint.${drawing}`)}
              </div>
            )}
          </MapCanvas>
        )}
        {!unable && (
          <MapTools
            onZoom={(step) => map.current?.zoom(step)}
            onFit={() => map.current?.fit()}
            drawn={true}
          />
        )}
      </div>
      <div ref={corner} className={styles.legend} hidden={unable}>
        {change && measure ? (
          <ChangeLegend measure={measure} change={change} />
        ) : (
          <Legend
            measure={scene.values && measure}
            rates={scene.values && scene.rates}
            breaks={scene.breaks}
            counts={classSizes(scene)}
            entries={entries}
            isolated={scene.isolated}
            onIsolate={(index) => setAlone(index === undefined ? undefined : { of: classesOf, index })}
          />
        )}
      </div>
      <Caption synthetic={areas?.synthetic ?? false} text={props.caption} />
    </figure>
  )
}
