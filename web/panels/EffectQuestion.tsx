import { Button, DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useSay } from '../i18n/index.ts'
import { useLang } from '../ui/surface.tsx'
import { fields, filterKeys } from '../view/fields.ts'
import type { FilterQuery } from '../view/query.ts'
import { useView } from '../view/useView.ts'
import styles from './Effect.module.css'
import { type EffectDates, firstOfMonth } from './EffectDates.ts'
import { useNames } from './useNames.ts'

const lengths = ['3', '6', '12', '18', '24', '36'] as const

/** What is asked: since when, over how many months, and of which tickets. */
export function EffectQuestion(props: { dates: EffectDates; filter: FilterQuery }) {
  const { dates, filter } = props
  const say = useSay()
  const lang = useLang()
  const { view, setView } = useView()
  const date = view.effect
  const [wanted, setByDay] = useState<boolean | null>(null)
  const byDay = wanted ?? (date !== null && firstOfMonth(date) !== date)
  const names = useNames()
  const asked = filterKeys
    .flatMap((key) => {
      const values = filter[key] ?? []
      return values.length === 0
        ? []
        : [values.map((value) => names.of(key, value)).join(lang === 'zh' ? '、' : ', ')]
    })
    .join(' · ')
  return (
    <div className={styles.question}>
      <span className={styles.field}>
        <label htmlFor="effect-date">{say('effect.date')}</label>
        <DatePicker
          id="effect-date"
          size="small"
          picker={byDay ? 'date' : 'month'}
          value={date === null ? null : dayjs(date)}
          minDate={dayjs(dates.first)}
          maxDate={dayjs(dates.last)}
          defaultPickerValue={dayjs(dates.last)}
          format={dateFormat(byDay, lang)}
          placeholder={say('effect.date.choose')}
          allowClear={date !== null}
          onChange={(day) => {
            const chosen = day?.format('YYYY-MM-DD') ?? null
            void setView({ effect: chosen === null || byDay ? chosen : firstOfMonth(chosen) })
          }}
          renderExtraFooter={() => (
            <Button size="small" type="link" onClick={() => setByDay(!byDay)}>
              {say(byDay ? 'effect.date.byMonth' : 'effect.date.byDay')}
            </Button>
          )}
        />
      </span>
      <span className={styles.field}>
        <label htmlFor="effect-months">{say('effect.months')}</label>
        <Select
          id="effect-months"
          size="small"
          className={styles.months ?? ''}
          value={view.effectMonths}
          options={lengths.map((n) => ({ value: n, label: say('effect.months.n', { n }) }))}
          onChange={(months) => setView({ effectMonths: fields.effectMonths.decode([months]).value })}
        />
      </span>
      <span className={styles.field}>
        <span className={styles.soft}>{say('effect.asked')}</span>
        <span className={styles.asked}>{asked === '' ? say('effect.asked.all') : asked}</span>
        <span className={styles.soft}>{say('effect.asked.period')}</span>
      </span>
    </div>
  )
}

function dateFormat(byDay: boolean, lang: 'zh' | 'en'): string {
  if (lang === 'zh') return byDay ? 'YYYY年M月D日' : 'YYYY年M月'
  return byDay ? 'D MMM YYYY' : 'MMM YYYY'
}
