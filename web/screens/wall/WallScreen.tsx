import type { Centre } from '@grid/data/contract'
import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Areas, type LiveClient, useAreas, useMeasureByArea, useRenewal } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { formatNumber } from '../../lib/format.ts'
import { nameIn } from '../../lib/lang.ts'
import { textSize } from '../../lib/reading.ts'
import { formatClock, formatPeriod } from '../../lib/time.ts'
import { WallMap } from '../../map/WallMap.tsx'
import { areaName, useNames } from '../../panels/useNames.ts'
import { WallLegend } from '../../panels/WallLegend.tsx'
import { WallTicker } from '../../panels/WallTicker.tsx'
import { useSurface } from '../../ui/surface.tsx'
import type { WallView } from '../../view/wall.ts'
import { placeOf } from '../area/place.ts'
import { scenesOf } from './scenes.ts'
import { crowdArea } from './spots.ts'
import { useInterruption } from './useInterruption.ts'
import { usePicture } from './usePicture.ts'
import { useDrift, useReloadNote, useWakefulScreen, useWatchdog } from './useStaying.ts'
import { useTicker } from './useTicker.ts'
import { useTurns } from './useTurns.ts'
import { topOf, useWallAnswers, wallPeriod } from './useWallAnswers.ts'
import { useWallMap } from './useWallMap.ts'
import { useWallTitle } from './useWallTitle.ts'
import { WallFreshness } from './WallFreshness.tsx'
import { UrgentPanel, WallPanels } from './WallPanels.tsx'
import styles from './WallScreen.module.css'

/** A scene may stand so many times its length, and this long besides, before something is wrong. */
const patience = { times: 3, ms: 60_000 }

/** The control-room display: one scene after another on one map, the latest tickets below. */
export function WallScreen(props: { centre: Centre; view: WallView; live: LiveClient }) {
  const { centre, view, live } = props
  const { wall } = centre
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const names = useNames()
  const areas = useHeldAreas()
  const behindMs = useRenewal(live)
  const scenes = useScenes(centre, areas)
  const interruption = useInterruption(live, wall.interruptSeconds)
  const urgent = interruption.now?.tickets
  const seconds = view.rotate ?? wall.rotateSeconds
  const turns = useTurns(scenes, view.scene, {
    seconds,
    held: urgent !== undefined,
    onEscape: interruption.end,
  })
  const { scene } = turns
  const answers = useWallAnswers(centre, scene, areas)
  const ticker = useTicker(live)
  const picture = usePicture()
  const distance = view.distance ?? wall.distance
  const text = textSize({ ...picture, panel: view.panel ?? wall.panel, distance })
  const drift = useDrift()
  const note = useReloadNote()
  const [mapFailed, setMapFailed] = useState(false)
  useWakefulScreen()
  useWatchdog({
    mapFailed,
    longestTurn: turns.turning ? seconds * 1000 * patience.times + patience.ms : null,
    turnedAt: turns.turnedAt,
  })
  // the smallest areas mean little to a room: the level above them is named
  const nameOf = useCallback(
    (code: string) => areaName(areas.index, crowdArea(areas.index)(code) ?? code, lang),
    [areas.index, lang],
  )
  const map = useWallMap(scene, answers, areas.index, urgent)
  const found = useWallTitle(scene, answers, areas.index)
  const first = urgent?.[0]
  const title = first
    ? [
        say('wall.find.urgent', {
          category:
            first.category === null ? say('wall.category.none') : names.of('category', first.category),
          area: first.area === null ? say('wall.area.none') : nameOf(first.area),
        }),
        urgent.length > 1
          ? say('wall.find.urgent.more', {
              count: urgent.length - 1,
              n: formatNumber(urgent.length - 1, lang),
            })
          : null,
      ]
        .filter((part) => part !== null)
        .join(lang === 'zh' ? '；' : '; ')
    : found
  useEffect(() => {
    document.title = `${title} · ${nameIn(centre.name, lang)}`
  }, [title, centre.name, lang])
  const answer = answers.figures.data
  const about = [
    say(first ? 'wall.scene.urgent' : `wall.scene.${scene.kind}`),
    !first && answer?.period
      ? answer.previousPeriod && scene.kind !== 'hotspots'
        ? say('wall.period', {
            period: formatPeriod(answer.period, lang),
            before: formatPeriod(answer.previousPeriod, lang),
          })
        : say('wall.period.alone', { period: formatPeriod(answer.period, lang) })
      : null,
    say('wall.place', { at: formatNumber(turns.at, lang), all: formatNumber(scenes.length, lang) }),
    turns.paused ? say('wall.paused') : null,
  ].filter((part) => part !== null)
  const wide = picture.width / picture.height > 2.2
  const panels = wide || picture.height / text.pixels > 36 ? 2 : 1
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--t': `${text.pixels}px`,
    '--x': `${drift.x}px`,
    '--y': `${drift.y}px`,
  }
  return (
    <main
      className={styles.wall}
      style={style}
      data-wide={wide}
      data-panels={panels}
      data-urgent={first !== undefined}
      data-scene={first ? 'urgent' : scene.id}
      data-paused={turns.paused}
    >
      <header className={styles.head}>
        <div className={styles.titles}>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.about}>
            {about.map((part) => (
              <span key={part}>{part}</span>
            ))}
          </p>
        </div>
        <WallFreshness live={live} centre={centre} behindMs={behindMs} />
      </header>
      <div className={styles.body}>
        <div className={styles.map}>
          {mapFailed ? (
            <p className={styles.noMap}>{say('wall.noMap')}</p>
          ) : (
            <WallMap {...map} text={text.pixels} basemap onUnable={() => setMapFailed(true)}>
              {(drawn) => <WallLegend scene={drawn} />}
            </WallMap>
          )}
        </div>
        {urgent ? (
          <UrgentPanel tickets={urgent} areaName={nameOf} />
        ) : (
          <WallPanels scene={scene} answers={answers} index={areas.index} />
        )}
      </div>
      <footer className={styles.foot}>
        <WallTicker tickets={ticker.tickets} lately={ticker.lately} areaName={nameOf} />
        <p className={styles.caption}>
          {centre.synthetic && <strong>{say('app.made-up')} </strong>}
          {centre.caption && nameIn(centre.caption, lang)}
          {note && (
            <span className={styles.warn}>
              {' '}
              {say('wall.reloaded', {
                time: formatClock(new Date(note.at).toISOString(), timeZone, lang),
                why: say(`wall.reloaded.${note.why}`),
              })}
            </span>
          )}
          {!text.enough && (
            <span className={styles.warn}>
              {' '}
              {say('wall.tooFar', { distance: formatNumber(distance, lang, 1) })}
            </span>
          )}
        </p>
      </footer>
      <p className="visually-hidden">{say('wall.pause')}</p>
    </main>
  )
}

/** The areas; the last ones while they are asked for anew. */
function useHeldAreas(): Areas {
  const areas = useAreas()
  const held = useRef(areas)
  if (!areas.loading && areas.error === null) held.current = areas
  return held.current.index.all.length > 0 ? held.current : areas
}

function useScenes(centre: Centre, areas: Areas) {
  const top = useMemo(
    () => placeOf(centre, areas.index, areas.byLevel, topOf(centre), null),
    [centre, areas.index, areas.byLevel],
  )
  const { wall } = centre
  const many = (top?.areas.length ?? 0) > wall.mostAreas
  const period = wallPeriod(centre)
  const reported = useMeasureByArea(many ? 'reported' : undefined, top?.level, {
    ...(period && { from: period.from, to: period.to }),
  }).data
  return useMemo(
    () =>
      scenesOf(wall, top?.areas ?? [], new Map(reported?.areas.map(({ code, value }) => [code, value ?? 0]))),
    [wall, top, reported],
  )
}
