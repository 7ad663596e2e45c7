import type { Centre, Period } from '@grid/data/contract'
import { Select } from 'antd'
import { useSay } from '../i18n/index.ts'
import { useView } from '../view/useView.ts'
import styles from './Boundaries.module.css'

/** By which boundaries areas are told, where there has been more than one edition of them. */
export function BoundariesChoice(props: { centre: Centre; period: Period | null }) {
  const { centre, period } = props
  const { editions } = centre
  const say = useSay()
  const { view, setView } = useView()
  const last = editions.at(-1)
  if (editions.length < 2) return null
  const within = editions.flatMap(({ validFrom }) =>
    validFrom !== null && (period === null || (period.from < validFrom && validFrom < period.to))
      ? [validFrom]
      : [],
  )
  return (
    <>
      <Select
        size="small"
        aria-label={say('filter.boundaries')}
        value={view.boundaries}
        popupMatchSelectWidth={false}
        options={[
          { value: 'today' as const, label: say('boundaries.today', { day: last?.validFrom ?? '' }) },
          { value: 'then' as const, label: say('boundaries.then') },
        ]}
        onChange={(boundaries) => setView({ boundaries })}
      />
      {view.boundaries === 'then' && within.length > 0 && (
        <p className={styles.spans}>{say('boundaries.spans', { days: within.join(', ') })}</p>
      )}
    </>
  )
}
