import type { Period } from '@grid/data/contract'
import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useSay } from '../i18n/index.ts'
import { addDays } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import { lastDays } from '../view/period.ts'

/** Chooses the days shown, both ends included as people say them; presets count back from the data's last day. */
export function PeriodPicker(props: {
  period: Period | null
  extent: Period | null
  /** what it is a period of, where there are two on the page */
  name?: string
  label?: string
  onChange: (period: Period) => void
}) {
  const { period, extent } = props
  const say = useSay()
  const lang = useLang()
  const inclusive = ({ from, to }: Period): [Dayjs, Dayjs] => [dayjs(from), dayjs(addDays(to, -1))]
  const presets = extent
    ? [
        ...[7, 30, 90].map((n) => ({
          label: say('filter.period.last', { n }),
          value: inclusive(lastDays(extent, n)),
        })),
        { label: say('filter.period.year'), value: inclusive(lastDays(extent, 365)) },
        { label: say('filter.period.all'), value: inclusive(extent) },
      ]
    : []
  return (
    <DatePicker.RangePicker
      size="small"
      aria-label={props.label ?? say('filter.period')}
      id={{ start: `${props.name ?? 'period'}-from`, end: `${props.name ?? 'period'}-to` }}
      value={period && inclusive(period)}
      presets={presets}
      allowClear={false}
      format={lang === 'zh' ? 'YYYY-MM-DD' : 'D MMM YYYY'}
      placeholder={[say('filter.period.from'), say('filter.period.to')]}
      onChange={(days) => {
        const [first, last] = days ?? []
        if (first && last) {
          props.onChange({
            from: first.format('YYYY-MM-DD'),
            to: addDays(last.format('YYYY-MM-DD'), 1),
          })
        }
      }}
    />
  )
}
