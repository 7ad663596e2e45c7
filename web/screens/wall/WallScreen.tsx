import type { Centre } from '@grid/data/contract'
import { type CSSProperties, useCallback, useMemo, useRef, useState } from 'react'
import { type Areas, type LiveClient, useAreas, useMeasureByArea, useRenewal } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { textSize } from '../../lib/reading.ts'
import { WallMap } from '../../map/WallMap.tsx'
import { areaName } from '../../panels/useNames.ts'
import { WallLegend } from '../../panels/WallLegend.tsx'
import { useLang } from '../../ui/surface.tsx'
import type { WallView } from '../../view/wall.ts'
import { placeOf } from '../area/place.ts'
import { scenesOf } from './scenes.ts'
import { crowdArea } from './spots.ts'
import { useInterruption } from './useInterruption.ts'
import { usePicture } from './usePicture.ts'
import { useDrift, useWakefulScreen, useWatchdog } from './useStaying.ts'
import { useTurns } from './useTurns.ts'
import { topOf, useWallAnswers, wallPeriod } from './useWallAnswers.ts'
import { useWallMap } from './useWallMap.ts'
import { WallFoot } from './WallFoot.tsx'
import { WallHead } from './WallHead.tsx'
import { UrgentPanel, WallPanels } from './WallPanels.tsx'
import styles from './WallScreen.module.css'

/** A scene may stand so many times its length, and this long besides, before something is wrong. */
const patience = { times: 3, ms: 60_000 }

/** The control-room display: one scene after another on one map, the latest tickets below. */
export function WallScreen(props: { centre: Centre; view: WallView; live: LiveClient }) {
  const { centre, view, live } = props
  const { wall } = centre
  const say = useSay()
  const lang = useLang()
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
  const picture = usePicture()
  const distance = view.distance ?? wall.distance
  const text = textSize({ ...picture, panel: view.panel ?? wall.panel, distance })
  const drift = useDrift()
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
  // a centre without areas and without a single point has nothing to put on a map
  const mapless = !areas.loading && areas.index.all.length === 0 && centre.extent.bbox === null
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
      data-mapless={mapless}
      data-urgent={urgent !== undefined}
      data-scene={urgent ? 'urgent' : scene.id}
      data-paused={turns.paused}
    >
      <WallHead
        centre={centre}
        live={live}
        behindMs={behindMs}
        turns={turns}
        scenes={scenes.length}
        answers={answers}
        index={areas.index}
        urgent={urgent}
        nameOf={nameOf}
      />
      <div className={styles.body}>
        <div className={styles.map}>
          {mapless ? null : mapFailed ? (
            <p className={styles.noMap}>{say('wall.noMap')}</p>
          ) : (
            <WallMap {...map} text={text.pixels} basemap onUnable={() => setMapFailed(true)}>
              {(drawn, flows) => <WallLegend scene={drawn} flows={flows} handOffs={map.flows?.handOffs} />}
            </WallMap>
          )}
        </div>
        {urgent ? (
          <UrgentPanel tickets={urgent} areaName={nameOf} />
        ) : (
          <WallPanels scene={scene} answers={answers} index={areas.index} />
        )}
      </div>
      <WallFoot centre={centre} live={live} nameOf={nameOf} tooFar={text.enough ? null : distance} />
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
  const top = useMemo(() => placeOf(centre, areas, topOf(centre), null), [centre, areas])
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
