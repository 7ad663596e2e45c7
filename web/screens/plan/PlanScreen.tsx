import type { Centre } from '@grid/data/contract'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTickets } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { nameIn } from '../../lib/lang.ts'
import { type Region, regionText } from '../../lib/region.ts'
import { boxOfFeature } from '../../map/camera.ts'
import { PlanMap } from '../../map/PlanMap.tsx'
import type { PlanMapHandle } from '../../map/planMapProps.ts'
import type { Box } from '../../map/spec.ts'
import { Failed, FailedLine } from '../../panels/Answer.tsx'
import { FilterBar } from '../../panels/FilterBar.tsx'
import { Notices } from '../../panels/Notices.tsx'
import { PlanBar } from '../../panels/PlanBar.tsx'
import { RegionBar, type RegionKind } from '../../panels/RegionBar.tsx'
import { useLang } from '../../ui/surface.tsx'
import { searchFor, useView } from '../../view/useView.ts'
import styles from './PlanScreen.module.css'
import { PlanSide } from './PlanSide.tsx'
import { mostColumns, usePlan } from './usePlan.ts'
import { usePlanLayer } from './usePlanLayer.ts'

const nowhere: ReadonlySet<string> = new Set()

/** The planner's page: choose, compare, pick, and take along. */
export function PlanScreen(props: { centre: Centre }) {
  const { centre } = props
  const say = useSay()
  const lang = useLang()
  const { view, setView } = useView()
  const plan = usePlan(centre)
  const shown = usePlanLayer(plan)
  const map = useRef<PlanMapHandle>(null)
  const [drawing, setDrawing] = useState<RegionKind>()
  const [hovered, setHovered] = useState<{ code: string; on: 'map' | 'table' }>()
  const listed = useTickets(shown.filter, view.layer === 'tickets')
  const [focus, setFocus] = useState<{ box: Box }>()
  const navigate = useNavigate()
  const values = useMemo(
    () => plan.answer && new Map(plan.answer.areas.map((figure) => [figure.code, figure])),
    [plan.answer],
  )
  const smoothing = plan.answer?.smoothing
  const rates = useMemo(() => smoothing && { drawn: 'raw' as const, smoothing }, [smoothing])
  const region = useMemo(() => regionOf(view.within), [view.within])
  const pick = (code: string) =>
    void setView(
      {
        pick: plan.picked.has(code) ? [...plan.picked].filter((one) => one !== code) : [...plan.picked, code],
      },
      { replace: true },
    )
  const choose = (id: string | null) =>
    void setView({ spot: id === view.spot ? null : id }, { replace: true })
  const chooseInTable = (id: string) => {
    choose(id)
    const feature = shown.features?.features.find((one) => String(one.id) === id)
    const box = feature && id !== view.spot && boxOfFeature(feature)
    if (box) setFocus({ box })
  }
  const point = (on: 'map' | 'table') => (code: string | undefined) =>
    setHovered(code === undefined ? undefined : { code, on })
  const title = `${say('plan.title')} · ${nameIn(centre.name, lang)}`
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <h1 className="visually-hidden">{title}</h1>
      <div className={styles.top}>
        <Notices notes={plan.notes} />
        <FilterBar centre={centre} settled={plan.settled} />
        <PlanBar
          centre={centre}
          index={plan.areas.index}
          layers={shown.offered.data}
          measures={plan.measures}
          measure={plan.measure}
          columns={plan.columns}
          most={mostColumns}
          levels={plan.levels}
          level={plan.level}
          extent={plan.settled.extent}
          against={plan.against}
          unreachable={plan.unreachable}
          lengths={plan.lengths}
        />
        {plan.catalogue.error && !plan.catalogue.data && <Failed error={plan.catalogue.error} />}
        {plan.areas.error && <FailedLine error={plan.areas.error} kept={plan.areas.index.all.length > 0} />}
      </div>
      <section className={styles.stage} aria-label={say('map.areasTitle')}>
        <h2 className="visually-hidden">{say('map.areasTitle')}</h2>
        <div className={styles.regions}>
          <RegionBar drawing={drawing} onDraw={setDrawing} />
          {region && !drawing && <span className={styles.only}>{say('plan.region.only')}</span>}
        </div>
        <div className={styles.map} id="map">
          <PlanMap
            areas={plan.shapes}
            context={plan.context}
            values={values}
            measure={plan.measure}
            rates={rates}
            change={plan.change}
            picked={plan.picked.size > 0 ? plan.picked : nowhere}
            region={region}
            other={view.layer !== null}
            ticketTiles={shown.ticketTiles}
            features={shown.features}
            featuresTitle={shown.title}
            spot={view.spot}
            only={view.only}
            onOnly={(only) => void setView({ only }, { replace: true })}
            onChoose={choose}
            onOpenTicket={(id) =>
              void navigate({ to: '/ticket/$id', params: { id }, search: searchFor(view) })
            }
            focus={focus}
            basemap={view.basemap === 'on'}
            caption={centre.caption ? nameIn(centre.caption, lang) : undefined}
            hovered={hovered?.code}
            onHover={point('map')}
            onPick={pick}
            onUnpick={() => void setView({ pick: [] }, { replace: true })}
            drawing={drawing}
            onRing={(ring) => {
              setDrawing(undefined)
              const within = regionText(ring)
              if (within) void setView({ within })
            }}
            onStop={() => setDrawing(undefined)}
            handle={map}
          />
        </div>
      </section>
      <PlanSide
        centre={centre}
        plan={plan}
        shown={shown}
        onChoose={chooseInTable}
        listed={listed}
        map={map}
        hovered={hovered}
        onHover={point('table')}
        onPick={pick}
      />
    </main>
  )
}

/** The region of the address; it was checked when it was read. */
function regionOf(within: string | null): Region | undefined {
  return within === null ? undefined : JSON.parse(within)
}
