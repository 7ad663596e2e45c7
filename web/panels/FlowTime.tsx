import type { FlowTime as Time } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber, noValue } from '../lib/format.ts'
import { Mark } from '../ui/Mark.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'

/** Hours: the median with the ninth decile behind it, marked where they rest on few. */
export function FlowTime(props: { time: Time }) {
  const { n, median, p90, smallNumber } = props.time
  const say = useSay()
  const lang = useLang()
  if (median === null) return <>{noValue}</>
  return (
    <span title={`n = ${formatNumber(n, lang)}`}>
      {say('flow.hours', { time: formatNumber(median, lang, 1) })}
      {p90 !== null && <span className={styles.soft}> ({formatNumber(p90, lang, 1)})</span>}
      {smallNumber && (
        <>
          {' '}
          <Mark tone="warn" title={say('kpi.small.what')}>
            n={formatNumber(n, lang)}
          </Mark>
        </>
      )}
    </span>
  )
}
