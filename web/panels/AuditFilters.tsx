import { AuditAction } from '@grid/data/contract'
import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { sayKnown, useSay } from '../i18n/index.ts'
import { addDays } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import type { View } from '../view/fields.ts'
import styles from './Audit.module.css'

/** The parts of the view that narrow the audit. */
export type AuditView = Pick<View, 'who' | 'deed' | 'thing' | 'subject' | 'from' | 'to'>

/** Nothing is left out. */
export const allEntries: AuditView = { who: null, deed: [], thing: null, subject: null, from: null, to: null }

/** Narrows the entries by who, deed, thing and days; texts count once they are entered. */
export function AuditFilters(props: {
  view: AuditView
  things: readonly string[]
  onChange: (change: Partial<AuditView>) => void
}) {
  const { view, things, onChange } = props
  const say = useSay()
  const lang = useLang()
  const text = (value: string) => value.trim() || null
  const { from, to } = view
  return (
    <search className={styles.filters} aria-label={say('audit.filter')}>
      <div className={styles.one}>
        <span aria-hidden>{say('audit.who')}</span>
        <Input.Search
          aria-label={say('audit.who')}
          key={`who ${view.who}`}
          className={styles.field ?? ''}
          size="small"
          allowClear
          defaultValue={view.who ?? ''}
          placeholder={say('audit.who.hint')}
          onSearch={(value) => onChange({ who: text(value) })}
        />
      </div>
      <div className={styles.one}>
        <span aria-hidden>{say('audit.deed')}</span>
        <Select
          aria-label={say('audit.deed')}
          className={styles.wide ?? ''}
          size="small"
          mode="multiple"
          maxTagCount="responsive"
          placeholder={say('audit.deed.all')}
          value={[...view.deed]}
          options={AuditAction.options.map((value) => ({ value, label: say(`audit.deed.${value}`) }))}
          onChange={(deed) => onChange({ deed })}
        />
      </div>
      <div className={styles.one}>
        <span aria-hidden>{say('audit.thing')}</span>
        <Select
          aria-label={say('audit.thing')}
          className={styles.field ?? ''}
          size="small"
          allowClear
          placeholder={say('audit.thing.all')}
          value={view.thing}
          options={things.map((value) => ({ value, label: sayKnown(say, 'audit.thing', value) }))}
          onChange={(thing: string | null | undefined) => onChange({ thing: thing ?? null })}
        />
      </div>
      <div className={styles.one}>
        <span aria-hidden>{say('audit.subject')}</span>
        <Input.Search
          aria-label={say('audit.subject')}
          key={`subject ${view.subject}`}
          className={styles.field ?? ''}
          size="small"
          allowClear
          defaultValue={view.subject ?? ''}
          placeholder={say('audit.subject.hint')}
          onSearch={(value) => onChange({ subject: text(value) })}
        />
      </div>
      <div className={styles.one}>
        <span aria-hidden>{say('audit.period')}</span>
        <DatePicker.RangePicker
          size="small"
          aria-label={say('audit.period')}
          id={{ start: 'audit-from', end: 'audit-to' }}
          value={[from === null ? null : dayjs(from), to === null ? null : dayjs(addDays(to, -1))]}
          allowEmpty
          format={lang === 'zh' ? 'YYYY-MM-DD' : 'D MMM YYYY'}
          placeholder={[say('filter.period.from'), say('filter.period.to')]}
          onChange={(days) => {
            const [first, last] = days ?? []
            onChange({
              from: first ? first.format('YYYY-MM-DD') : null,
              to: last ? addDays(last.format('YYYY-MM-DD'), 1) : null,
            })
          }}
        />
      </div>
      <Button size="small" onClick={() => onChange(allEntries)}>
        {say('audit.clear')}
      </Button>
    </search>
  )
}
