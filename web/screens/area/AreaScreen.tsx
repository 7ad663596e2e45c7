import type { Centre } from '@grid/data/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ComponentProps, useCallback, useEffect, useState } from 'react'
import { useSummary } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { nameIn } from '../../lib/lang.ts'
import { Failed } from '../../panels/Answer.tsx'
import { AreaCard } from '../../panels/AreaCard.tsx'
import { AreaTree } from '../../panels/AreaTree.tsx'
import { FilterBar } from '../../panels/FilterBar.tsx'
import { KpiStrip } from '../../panels/KpiStrip.tsx'
import { Notices } from '../../panels/Notices.tsx'
import { explainedId } from '../../panels/SpotFrame.tsx'
import { areaName } from '../../panels/useNames.ts'
import { Message } from '../../ui/Message.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useLang } from '../../ui/surface.tsx'
import { searchFor, useView } from '../../view/useView.ts'
import styles from './AreaScreen.module.css'
import type { Near } from './near.ts'
import { keptLevel } from './place.ts'
import { Side } from './Side.tsx'
import { Stage } from './Stage.tsx'
import { useAreaPage } from './useAreaPage.ts'
import { type Live, useLive, useLiveHeadline } from './useLive.ts'
import { useSpots } from './useSpots.ts'

/** The coordinator's page of one area, or of the whole centre where `code` is null. */
export function AreaScreen(props: { centre: Centre; code: string | null }) {
  const { centre, code } = props
  const say = useSay()
  const lang = useLang()
  const { view, setView } = useView()
  const page = useAreaPage(centre, code)
  const { index, loading, error } = page.areas
  const navigate = useNavigate()
  const open = useCallback(
    (target: string) => {
      const search = searchFor(view, {
        level: keptLevel(centre, index.get(target), view.level),
        ticket: null,
      })
      void navigate({ to: '/area/$code', params: { code: target }, search })
    },
    [navigate, view, centre, index],
  )
  const spots = useSpots(page)
  const [near, setNear] = useState<Near>()
  const openSpot = useCallback(
    async (spot: string) => {
      await setView({ spot, tab: 'ranking' })
      document.getElementById(explainedId)?.focus()
    },
    [setView],
  )
  const summary = useSummary(page.filters.here)
  const live = useLive(page, centre, code, summary)
  const whole = centre.roots.length !== 1
  const known = page.place !== null
  // a before-and-after answer needs the room of map and headline; the question alone does not
  const sheet = known && view.tab === 'effect' && view.effect !== null
  const name = code === null ? nameIn(centre.name, lang) : areaName(index, code, lang)
  useEffect(() => {
    document.title = code === null ? name : `${name} · ${nameIn(centre.name, lang)}`
  }, [name, code, centre.name, lang])

  return (
    <main className={styles.page} id="main" tabIndex={-1} data-sheet={sheet || undefined}>
      <div className={styles.top}>
        <Notices notes={page.notes} />
        <FilterBar centre={centre} settled={page.settled} />
        {page.catalogue.error && !page.catalogue.data && <Failed error={page.catalogue.error} />}
        {known && !sheet && (
          <LiveHeadline
            live={live}
            asked={summary}
            measures={page.measures}
            chosen={view.map === 'areas' ? page.measure?.id : undefined}
            onChoose={(measure) => setView({ measure, map: 'areas', spot: null, only: null })}
          />
        )}
      </div>
      <div className={styles.place}>
        {known && <AreaCard centre={centre} index={index} code={code} whole={whole} />}
      </div>
      <div className={styles.tree}>
        {index.all.length > 0 ? (
          <AreaTree index={index} opened={code} onOpen={open} />
        ) : loading ? (
          <Skeleton lines={8} label={say('state.loading')} />
        ) : (
          !error && <Message title={say('area.none')} detail={say('area.none.what')} />
        )}
      </div>
      {page.place ? (
        <>
          <Stage
            centre={centre}
            page={page}
            code={code}
            spots={spots}
            live={live}
            near={near}
            onOpen={open}
            onOpenSpot={openSpot}
          />
          <Side
            page={page}
            place={page.place}
            code={code}
            spots={spots}
            live={live}
            onOpen={open}
            onOpenSpot={openSpot}
            onNear={setNear}
          />
        </>
      ) : (
        <div className={styles.unknown}>
          {error ? (
            <Failed error={error} />
          ) : loading ? (
            <Skeleton lines={8} label={say('state.loading')} />
          ) : (
            <Message
              title={say('area.unknown', { code: code ?? '' })}
              detail={say('area.unknown.what')}
              actions={<Link to="/">{say('app.to-home')}</Link>}
            />
          )}
        </div>
      )}
    </main>
  )
}

/** The headline figures, which follow time as it moves. */
function LiveHeadline({ live, ...rest }: ComponentProps<typeof KpiStrip> & { live: Live }) {
  return <KpiStrip {...rest} moving={useLiveHeadline(live, rest.measures, rest.asked.data)} />
}
