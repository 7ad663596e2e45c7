import { useSay } from '../i18n/index.ts'
import { dayOf, formatClock, formatDay, formatDuration } from '../lib/time.ts'
import { useSurface } from '../ui/surface.tsx'
import { ageOf, heardLimits } from './age.ts'
import styles from './Wall.module.css'

const minute = 60_000

/** How old what the wall shows is: green, amber, red, each with its reason in words. */
export function WallAsOf(props: {
  /** the instant of the present; undefined before the first answer */
  asOf: string | undefined
  connection: 'connecting' | 'open' | 'lost'
  /** ms since the server was heard */
  silentMs: number
  /** ms that some figure could not be renewed for */
  behindMs: number
  lateDays: number
}) {
  const { asOf, connection, silentMs, behindMs, lateDays } = props
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const worst = Math.max(silentMs, behindMs)
  const aged = ageOf({ silentMs: worst, lateDays }, heardLimits)
  const age = connection === 'lost' && aged === 'fresh' ? 'late' : aged
  const long = (ms: number) => (ms < minute ? say('wall.moment') : formatDuration(ms, lang))
  const why =
    connection === 'lost'
      ? say('wall.lost', { age: long(silentMs) })
      : silentMs >= heardLimits.late
        ? say('wall.silent', { age: long(silentMs) })
        : behindMs >= heardLimits.late
          ? say('wall.behind', { age: long(behindMs) })
          : age === 'fresh'
            ? null
            : say('wall.lateData', { age: formatDuration(lateDays * 1440 * minute, lang) })
  return (
    <p className={styles.asOf} data-age={age} role="status">
      <span className={styles.dot} aria-hidden="true" />
      <span>
        {asOf === undefined
          ? say('wall.asOf.unknown')
          : say('wall.asOf', {
              time: `${formatDay(dayOf(asOf, timeZone), lang)} ${formatClock(asOf, timeZone, lang)}`,
            })}
        {why && <span className={styles.why}> · {why}</span>}
      </span>
    </p>
  )
}
