import type { Centre, Measure } from '@grid/data/contract'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useMeasureByArea, useSeries, useTickets } from '../../api/index.ts'
import { type Say, useSay } from '../../i18n/index.ts'
import { type Lang, nameIn } from '../../lib/lang.ts'
import { AreaMap } from '../../map/AreaMap.tsx'
import { FailedLine } from '../../panels/Answer.tsx'
import { HeldDate } from '../../panels/HeldDate.tsx'
import { MapBar } from '../../panels/MapBar.tsx'
import { TimeBrush } from '../../panels/TimeBrush.tsx'
import { useLang } from '../../ui/surface.tsx'
import { useGrip } from '../../view/hand.ts'
import { searchFor, useView } from '../../view/useView.ts'
import styles from './AreaScreen.module.css'
import { collectionOf } from './collection.ts'
import { binFor, brushMeasure } from './measure.ts'
import type { Near } from './near.ts'
import type { AreaPage } from './useAreaPage.ts'
import type { Live } from './useLive.ts'
import { useMapSpots } from './useMapSpots.tsx'
import type { AreaSpots } from './useSpots.ts'

/** The map with what it shows above it and time below it. */
export function Stage(props: {
  centre: Centre
  page: AreaPage
  code: string | null
  spots: AreaSpots
  live: Live
  near: Near | undefined
  onOpen: (code: string) => void
  onOpenSpot: (id: string) => void
}) {
  const { centre, page, code, spots, live } = props
  const { place, measure, settled, filters } = page
  const lang = useLang()
  const say = useSay()
  const { view, setView } = useView()
  const navigate = useNavigate()
  const byArea = useMeasureByArea(measure?.id, place?.level, filters.around)
  const reported = brushMeasure(page.measures)
  const series = useSeries(reported?.id, settled.extent ? binFor(settled.extent) : 'day', filters.allDays)
  const listed = useTickets(filters.here, view.tab === 'tickets')
  const tickets = useMemo(
    () => (view.tab === 'tickets' ? listed.data?.pages.flatMap((answer) => answer.tickets) : undefined),
    [view.tab, listed.data],
  )
  const like = place?.level === undefined ? undefined : page.areas.byLevel.get(place.level)
  const areas = useMemo(
    () => (page.areas.loading || !place ? undefined : collectionOf([...place.areas, ...place.special], like)),
    [page.areas.loading, place, like],
  )
  const context = useMemo(() => place && collectionOf(place.context, undefined), [place])
  const values = useMemo(() => {
    const answer = byArea.data
    if (!answer || answer.level !== place?.level || answer.measure.id !== measure?.id) return undefined
    return new Map(answer.areas.map((figure) => [figure.code, figure]))
  }, [byArea.data, place, measure])
  const smoothing = values && byArea.data?.smoothing
  const drawn = useMapSpots(page, spots, props.onOpenSpot)
  const grip = useGrip(live.hand)
  const follows = grip && live.figuresOf(live.played)
  const moving = useMemo(() => follows && { hand: live.hand, figures: follows }, [follows, live.hand])
  const rates = useMemo(() => smoothing && { drawn: view.rates, smoothing }, [smoothing, view.rates])

  return (
    <section className={styles.stage}>
      <MapBar
        centre={centre}
        measures={page.measures}
        measure={measure}
        levels={place?.levels ?? []}
        level={place?.level}
        byRate={spots.byRate}
        warnings={spots.warnings.data?.warnings.filter(({ state }) => state !== 'dismissed').length}
      />
      {byArea.error && <FailedLine error={byArea.error} kept={byArea.data !== undefined} />}
      <div className={styles.map} id="map">
        <AreaMap
          areas={areas}
          context={context ?? undefined}
          values={values}
          measure={measure}
          rates={rates}
          selected={code ?? undefined}
          onOpen={props.onOpen}
          live={moving ?? undefined}
          tickets={tickets}
          onOpenTicket={(id) => void navigate({ to: '/ticket/$id', params: { id }, search: searchFor(view) })}
          spots={drawn}
          focus={props.near}
          basemap={view.basemap === 'on'}
          caption={centre.caption ? nameIn(centre.caption, lang) : undefined}
        />
        <HeldDate
          hand={live.hand}
          shown={follows && follows.measure !== measure ? follows.measure : undefined}
        />
      </div>
      {series.error && <FailedLine error={series.error} kept={series.data !== undefined} />}
      {settled.extent && settled.period && (
        <div className={styles.brush}>
          <TimeBrush
            series={series.data}
            extent={settled.extent}
            value={settled.period}
            hand={live.hand}
            countOf={(period) => reported && live.headline(reported, period, null)?.numerator}
            play={
              spots.kind === 'areas' && place?.level !== undefined && live.played
                ? { note: playNote(live.played, measure, say, lang) }
                : null
            }
            onChange={(period) => setView(period ?? { from: null, to: null })}
            onNear={live.setNear}
          />
        </div>
      )}
    </section>
  )
}

/** Why another measure plays than the one shown. */
function playNote(played: Measure, shown: Measure | undefined, say: Say, lang: Lang): string | undefined {
  if (!shown || played.id === shown.id) return undefined
  return say('time.play.instead', {
    measure: nameIn(shown.label, lang),
    instead: nameIn(played.label, lang),
  })
}
