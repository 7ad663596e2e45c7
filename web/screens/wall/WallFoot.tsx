import type { Centre } from '@grid/data/contract'
import type { LiveClient } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { formatNumber } from '../../lib/format.ts'
import { nameIn } from '../../lib/lang.ts'
import { formatClock } from '../../lib/time.ts'
import { WallTicker } from '../../panels/WallTicker.tsx'
import { useSurface } from '../../ui/surface.tsx'
import { useReloadNote } from './useStaying.ts'
import { useTicker } from './useTicker.ts'
import styles from './WallScreen.module.css'

/** The latest tickets, and below them what the data is and what the display has to say of itself. */
export function WallFoot(props: {
  centre: Centre
  live: LiveClient
  nameOf: (code: string) => string
  /** metres that the text is too small for; null where it is large enough */
  tooFar: number | null
}) {
  const { centre, live, nameOf, tooFar } = props
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const ticker = useTicker(live)
  const note = useReloadNote()
  return (
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
        {tooFar !== null && (
          <span className={styles.warn}>
            {' '}
            {say('wall.tooFar', { distance: formatNumber(tooFar, lang, 1) })}
          </span>
        )}
      </p>
    </footer>
  )
}
