import type { ChecklistHappened, ChecklistStanding } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './ChecklistBar.module.css'
import { useNames } from './useNames.ts'

/** Where a tier may stand, in the order of the key. */
const standings: readonly ChecklistStanding[] = ['below', 'at', 'beside', 'above']

/** Below this share of the bar a number does not fit into its part. */
const labelFrom = 0.14

/** The closed tickets by the tier that solved them, lowest first; where each stands is told by colour and hatch. */
export function ChecklistBar(props: { byTier: ChecklistHappened['byTier']; closed: number }) {
  const { byTier, closed } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  if (closed === 0) return <span className={styles.none}>{say('checklist.noneClosed')}</span>
  const parts = byTier.map(({ tier, stands, closed: count }) => ({
    key: tier ?? '',
    stands: stands ?? 'unknown',
    name: tier === null ? say('checklist.stands.unknown') : names.of('tier', tier),
    count,
    share: count / closed,
  }))
  return (
    <div className={styles.whole}>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ key, stands, name, count, share }) => (
          <span
            key={key}
            className={styles.part}
            data-stands={stands}
            style={{ flexGrow: count }}
            title={`${name}: ${formatNumber(count, lang)} (${formatShare(share, lang)})`}
          >
            {share >= labelFrom && <span className={styles.label}>{formatShare(share, lang, 0)}</span>}
          </span>
        ))}
      </div>
      <ul className={styles.text}>
        {parts.map(({ key, name, count }) => (
          <li key={key}>
            {name} {formatNumber(count, lang)}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the colours and hatches of the bars mean. */
export function ChecklistKey() {
  const say = useSay()
  return (
    <ul className={styles.key} aria-label={say('checklist.key')}>
      {[...standings, 'unknown' as const].map((stands) => (
        <li key={stands}>
          <span className={styles.swatch} data-stands={stands} aria-hidden="true" />
          {say(`checklist.stands.${stands}`)}
        </li>
      ))}
    </ul>
  )
}
