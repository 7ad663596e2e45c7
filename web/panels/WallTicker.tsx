import type { LiveChange } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { formatClock } from '../lib/time.ts'
import { useSurface } from '../ui/surface.tsx'
import { useNames } from './useNames.ts'
import styles from './Wall.module.css'

/** What the wall says of a ticket. Titles are free text and stay off a screen that visitors see. */
export type WallTicket = Pick<
  LiveChange['ticket'],
  'id' | 'category' | 'urgency' | 'area' | 'reported_at' | 'lon' | 'lat'
>

/** The latest tickets on one line, newest first: as many as fit whole. */
export function WallTicker(props: {
  tickets: readonly WallTicket[]
  /** new ones within the last minute */
  lately: number
  areaName: (code: string) => string
}) {
  const { tickets, lately, areaName } = props
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const names = useNames()
  return (
    <section className={styles.ticker} aria-label={say('wall.ticker')}>
      <strong className={styles.tickerHead}>
        {lately > 0
          ? say('wall.ticker.more', { count: lately, n: formatNumber(lately, lang) })
          : say('wall.ticker')}
      </strong>
      <ol className={styles.tickerList} aria-live="off">
        {tickets.length === 0 && <li>{say('wall.ticker.none')}</li>}
        {tickets.map(({ id, category, urgency, area, reported_at }) => (
          <li key={id} className={styles.tick} data-urgency={urgency} data-ticket={id}>
            <span className={styles.time}>{formatClock(reported_at, timeZone, lang)}</span>
            {urgency !== 'normal' && (
              <strong className={styles.urgency}>{say(`wall.urgency.${urgency}`)}</strong>
            )}
            <span>
              {category === null ? say('wall.category.none') : names.of('category', category)}
              {' · '}
              {area === null ? say('wall.area.none') : areaName(area)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
