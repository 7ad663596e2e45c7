import type { Centre } from '@grid/data/contract'
import { DatePicker, Popover } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useCentre } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import {
  addDays,
  dayOf,
  daysIn,
  formatDay,
  formatDuration,
  formatInstant,
  instantAt,
  wallTime,
} from '../lib/time.ts'
import { useNow } from '../ui/clock.ts'
import { useLang } from '../ui/surface.tsx'
import { useView } from '../view/useView.ts'
import styles from './AsOf.module.css'
import { ageOf } from './age.ts'

/** "Data as of …": amber, then red, when the data is late or the server silent; opens to look at another instant. */
export function AsOf(props: { centre: Centre }) {
  const { centre } = props
  const say = useSay()
  const lang = useLang()
  const now = useNow()
  const { view, setView } = useView()
  const [open, setOpen] = useState(false)
  const asked = useCentre()
  const asOf = view.asOf ?? centre.asOf
  const latest = centre.extent.to === null ? null : addDays(centre.extent.to, -1)
  const silentMs = asked.error === null ? 0 : now - asked.dataUpdatedAt
  const lateDays =
    latest === null ? 0 : Math.max(0, daysIn({ from: latest, to: dayOf(centre.asOf, centre.timeZone) }))
  const age = ageOf({ silentMs, lateDays })
  const why =
    silentMs > 0
      ? say('app.as-of.lost', { age: formatDuration(silentMs, lang) })
      : age === 'fresh'
        ? null
        : say('app.as-of.late', { age: formatDuration(lateDays * 86_400_000, lang) })

  const content = (
    <div className={styles.body}>
      <p>{say('app.as-of.what')}</p>
      {latest !== null && <p>{say('app.as-of.latest', { day: formatDay(latest, lang) })}</p>}
      <DatePicker
        aria-label={say('filter.asOf')}
        showTime={{ format: 'HH:mm' }}
        format="YYYY-MM-DD HH:mm"
        value={dayjs(wallTime(Date.parse(asOf), centre.timeZone))}
        allowClear={view.asOf !== null}
        onChange={(value) =>
          setView({ asOf: value ? instantAt(value.format('YYYY-MM-DDTHH:mm'), centre.timeZone) : null })
        }
      />
    </div>
  )
  return (
    <Popover content={content} trigger="click" open={open} onOpenChange={setOpen} placement="bottomRight">
      <button type="button" className={styles.mark} data-age={age} aria-expanded={open}>
        <span className={styles.dot} aria-hidden="true" />
        <span>
          {say('app.as-of', { time: formatInstant(asOf, centre.timeZone, lang) })}
          {why && <span className={styles.why}> · {why}</span>}
        </span>
      </button>
    </Popover>
  )
}
