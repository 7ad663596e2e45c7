import type { Centre } from '@grid/data/contract'
import { useLayoutEffect, useMemo, useRef } from 'react'
import { useSay } from '../../i18n/index.ts'
import { formatNumber } from '../../lib/format.ts'
import { nameIn } from '../../lib/lang.ts'
import { between } from '../../lib/time.ts'
import { applyTheme } from '../../lib/tokens.ts'
import styles from '../../panels/Brief.module.css'
import { BriefAreas } from '../../panels/BriefAreas.tsx'
import { BriefCategories } from '../../panels/BriefCategories.tsx'
import { findingsOf } from '../../panels/BriefFindings.ts'
import { BriefHead } from '../../panels/BriefHead.tsx'
import { BriefMap } from '../../panels/BriefMap.tsx'
import { BriefMeasures } from '../../panels/BriefMeasures.tsx'
import { BriefMonths } from '../../panels/BriefMonths.tsx'
import { BriefOverdue } from '../../panels/BriefOverdue.tsx'
import { BriefWords } from '../../panels/BriefWords.tsx'
import { SurfaceProvider, useSurface } from '../../ui/surface.tsx'
import type { AreaPage } from '../area/useAreaPage.ts'
import layout from './BriefScreen.module.css'
import type { useBrief } from './useBrief.ts'

/** One side of A4: what happened in an area in a period. Paper is white, whatever the colours of the screen. */
export function Sheet(props: {
  centre: Centre
  page: AreaPage
  code: string
  brief: ReturnType<typeof useBrief>
}) {
  const { centre, page, code, brief } = props
  const say = useSay()
  const surface = useSurface()
  const { lang } = surface
  const paper = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (paper.current) applyTheme('light', paper.current)
  }, [])
  const onPaper = useMemo(() => ({ ...surface, theme: 'light' as const }), [surface])
  const { index } = page.areas
  const { summary, longest } = brief
  const { place, measure } = page
  if (!summary || !longest || !place) return null
  const figure = (id: string) => summary.measures.find((one) => one.id === id)
  // where nothing lies below, the area stands among those beside it
  const beside = place.areas.some(({ id }) => id === code)
  const [first] = longest.tickets
  const findings = findingsOf({
    reported: figure('reported'),
    overdue: figure('overdue'),
    proactive: figure('proactive_share'),
    categories: brief.compared ? brief.categories : null,
    below: beside
      ? []
      : place.areas.map(({ id }) => ({ code: id, overdue: brief.overdue.get(id)?.value ?? 0 })),
    longestMs: first?.due_at ? between(first.due_at, longest.at) : null,
  })
  const here = beside ? code : null
  return (
    <SurfaceProvider value={onPaper}>
      <article className={layout.sheet} ref={paper} aria-label={say('brief.sheet')}>
        <BriefHead centre={centre} index={index} code={code} summary={summary} />
        <BriefWords findings={findings} index={index} />
        <BriefMeasures summary={summary} measures={page.measures} />
        <div className={`${layout.pair} ${layout.grows}`}>
          {measure && place.level !== undefined ? (
            <BriefMap
              areas={place.areas}
              values={brief.shown}
              measure={measure}
              level={place.level}
              here={here}
              index={index}
            />
          ) : (
            <p className={styles.note}>{say('brief.map.none')}</p>
          )}
          <BriefMonths months={brief.months} period={page.settled.period} />
        </div>
        <div className={layout.pair}>
          <BriefCategories categories={brief.categories} compared={brief.compared} />
          {place.level === undefined ? (
            <p className={styles.note}>{say('brief.areas.none')}</p>
          ) : (
            <BriefAreas
              areas={place.areas}
              index={index}
              level={place.level}
              here={here}
              overdue={brief.overdue}
              reported={brief.reported}
              compared={brief.compared}
            />
          )}
        </div>
        <BriefOverdue answer={longest} index={index} />
        <footer className={styles.foot}>
          <p>
            {summary.unlocated > 0
              ? say('brief.unlocated', {
                  count: summary.unlocated,
                  n: formatNumber(summary.unlocated, lang),
                })
              : say('brief.unlocated.none')}{' '}
            {say('brief.rates')}
          </p>
          {!summary.synthetic && centre.caption && <p>{nameIn(centre.caption, lang)}</p>}
          <p>{say('brief.elsewhere', { address: decodeURI(location.href) })}</p>
        </footer>
      </article>
    </SurfaceProvider>
  )
}
