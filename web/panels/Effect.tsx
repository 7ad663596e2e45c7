import type { Period } from '@grid/data/contract'
import { Button } from 'antd'
import { useMemo } from 'react'
import { type EffectQuery, useBeforeAfter } from '../api/effect.ts'
import { useSay } from '../i18n/index.ts'
import { dayOf, formatDay } from '../lib/time.ts'
import { Message } from '../ui/Message.tsx'
import { useSurface } from '../ui/surface.tsx'
import { fields } from '../view/fields.ts'
import type { FilterQuery } from '../view/query.ts'
import { useView } from '../view/useView.ts'
import { Answer } from './Answer.tsx'
import styles from './Effect.module.css'
import { EffectAnswer } from './EffectAnswer.tsx'
import { effectDates } from './EffectDates.ts'
import { EffectQuestion } from './EffectQuestion.tsx'

/** Before and after: a date is chosen, and what changed in the area around it is held beside what else may explain it. */
export function Effect(props: {
  code: string | null
  filter: FilterQuery
  extent: Period | null
  onOpen: (code: string) => void
}) {
  const { code, filter, extent } = props
  const say = useSay()
  const { lang, timeZone } = useSurface()
  const { view } = useView()
  const asOf = view.asOf === null ? null : dayOf(view.asOf, timeZone)
  const dates = useMemo(() => effectDates(extent, asOf), [extent, asOf])
  const date = view.effect
  const outside = date !== null && dates !== null && (date < dates.first || date > dates.last)
  const question = useMemo((): EffectQuery | null => {
    if (code === null || date === null || dates === null || outside) return null
    const { from: _from, to: _to, area: _area, ...rest } = filter
    const months = view.effectMonths === fields.effectMonths.default ? {} : { months: view.effectMonths }
    return { ...rest, ...months, area: code, date }
  }, [code, date, dates, outside, filter, view.effectMonths])
  const asked = useBeforeAfter(question)

  if (code === null) return <Message title={say('effect.noArea')} detail={say('effect.noArea.what')} />
  if (dates === null) return <Message title={say('effect.tooShort')} detail={say('effect.tooShort.what')} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className={styles.sheet} tabIndex={0} aria-label={say('effect.title')}>
      <div className={styles.bar}>
        <EffectQuestion dates={dates} filter={filter} />
        {date !== null && <Leave />}
      </div>
      {question ? (
        <Answer asked={asked} lines={10}>
          {(answer) => <EffectAnswer answer={answer} onOpen={props.onOpen} />}
        </Answer>
      ) : outside ? (
        <Message
          title={say('effect.outside', { date: formatDay(date, lang) })}
          detail={say('effect.outside.what', {
            first: formatDay(dates.first, lang),
            last: formatDay(dates.last, lang),
          })}
        />
      ) : (
        <Message
          title={say('effect.intro')}
          detail={
            <>
              <p>{say('effect.intro.what')}</p>
              <p>{say('effect.intro.filter')}</p>
            </>
          }
        />
      )}
    </section>
  )
}

/** Ways out of the sheet: to the printer, or back to the map. */
function Leave() {
  const say = useSay()
  const { setView } = useView()
  return (
    <div className={styles.leave}>
      <Button
        size="small"
        autoInsertSpace={false}
        className={styles.print ?? ''}
        onClick={() => window.print()}
      >
        {say('effect.print')}
      </Button>
      <Button
        size="small"
        className={styles.close ?? ''}
        onClick={() => setView({ tab: fields.tab.default }, { replace: true })}
      >
        {say('effect.close')}
      </Button>
    </div>
  )
}
