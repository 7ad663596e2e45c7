import type { Centre } from '@grid/data/contract'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useMeasureByArea, useSeries, useTickets } from '../../api/index.ts'
import { nameIn } from '../../lib/lang.ts'
import { AreaMap } from '../../map/AreaMap.tsx'
import { FailedLine } from '../../panels/Answer.tsx'
import { MapBar } from '../../panels/MapBar.tsx'
import { TimeBrush } from '../../panels/TimeBrush.tsx'
import { useLang } from '../../ui/surface.tsx'
import { searchFor, useView } from '../../view/useView.ts'
import styles from './AreaScreen.module.css'
import { binFor, brushMeasure } from './measure.ts'
import type { Near } from './near.ts'
import { type AreaPage, collectionOf } from './useAreaPage.ts'
import { useMapSpots } from './useMapSpots.tsx'
import type { AreaSpots } from './useSpots.ts'

/** The map with what it shows above it and time below it. */
export function Stage(props: {
  centre: Centre
  page: AreaPage
  code: string | null
  spots: AreaSpots
  near: Near | undefined
  onOpen: (code: string) => void
  onOpenSpot: (id: string) => void
}) {
  const { centre, page, code, spots } = props
  const { place, measure, settled, filters } = page
  const lang = useLang()
  const { view, setView } = useView()
  const navigate = useNavigate()
  const byArea = useMeasureByArea(measure?.id, place?.level, filters.around)
  const series = useSeries(
    brushMeasure(page.measures)?.id,
    settled.extent ? binFor(settled.extent) : 'day',
    filters.allDays,
  )
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
          tickets={tickets}
          onOpenTicket={(id) => void navigate({ to: '/ticket/$id', params: { id }, search: searchFor(view) })}
          spots={drawn}
          focus={props.near}
          basemap={view.basemap === 'on'}
          caption={centre.caption ? nameIn(centre.caption, lang) : undefined}
        />
      </div>
      {series.error && <FailedLine error={series.error} kept={series.data !== undefined} />}
      {settled.extent && settled.period && (
        <div className={styles.brush}>
          <TimeBrush
            series={series.data}
            extent={settled.extent}
            value={settled.period}
            onChange={({ from, to }) => setView({ from, to })}
          />
        </div>
      )}
    </section>
  )
}
