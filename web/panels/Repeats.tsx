import type { RepeatPlace, RepeatPlaces } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { repeatClass } from '../layers/index.ts'
import { formatNumber } from '../lib/format.ts'
import { formatDay } from '../lib/time.ts'
import { Mark } from '../ui/Mark.tsx'
import { Message } from '../ui/Message.tsx'
import { useLang } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import { Only } from './PlaceList.tsx'
import { className } from './SpotClasses.ts'
import { SpotFrame, SpotPart } from './SpotFrame.tsx'
import { SpotSwatch } from './SpotSwatch.tsx'
import styles from './Spots.module.css'
import { useNames } from './useNames.ts'

/** Repeat places of a class, or of all. */
export function shownRepeats({ places }: RepeatPlaces, only: string | null): RepeatPlace[] {
  return only === null ? places : places.filter((place) => repeatClass(place) === only)
}

/** Places where tickets of one category come back, most tickets first. */
export function RepeatList(props: {
  answer: RepeatPlaces
  nameOf: (code: string) => string
  onOpen: (id: string) => void
}): ReactNode {
  const { answer, nameOf } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view } = useView()
  const { tickets, metres, days } = answer.rule
  const places = shownRepeats(answer, view.only)
  const total = say('repeat.total', { count: answer.total, n: formatNumber(answer.total, lang) })
  const rule = say('repeat.rule', { tickets, metres, days })
  if (answer.total === 0) return <Message title={say('repeat.none')} detail={rule} />
  return (
    <div className={styles.scroll}>
      <p className={styles.verdict}>
        {answer.total > answer.places.length
          ? say('repeat.shown', { total, n: formatNumber(answer.places.length, lang) })
          : total}
      </p>
      <p className={styles.soft}>{rule}</p>
      {answer.leftOut > 0 && (
        <p className={styles.soft}>
          {say('repeat.leftOut', { count: answer.leftOut, n: formatNumber(answer.leftOut, lang) })}
        </p>
      )}
      {view.only !== null && <Only name={className({ kind: 'repeats', answer }, view.only, say)} />}
      <ul className={styles.list} aria-label={say('spots.legend.repeats')}>
        {places.map((place) => (
          <li key={place.id} className={styles.item}>
            <button type="button" className={styles.open} onClick={() => props.onOpen(place.id)}>
              <SpotSwatch id={repeatClass(place)} />
              <span className={styles.name}>{names.of('category', place.category)}</span>
              <span className={styles.number}>
                {say('spots.tickets', { count: place.count, n: formatNumber(place.count, lang) })}
              </span>
              <span className={styles.line}>
                {[
                  place.areas[0] === undefined ? null : nameOf(place.areas[0]),
                  say('repeat.since', { count: place.daysSinceLast, n: place.daysSinceLast }),
                ]
                  .filter((text) => text !== null)
                  .join(' · ')}{' '}
                {place.cameBack > 0 && <Mark tone="warn">{say('repeat.back', { n: place.cameBack })}</Mark>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** One repeat place: what came back, when, and which tickets had been closed as solved before. */
export function RepeatDetail(props: {
  place: RepeatPlace
  nameOf: (code: string) => string
  onFind: () => void
  onOpenArea: (code: string) => void
}): ReactNode {
  const { place, nameOf } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view } = useView()
  const number = (value: number) => formatNumber(value, lang)
  const { sharedPoint } = place
  return (
    <SpotFrame title={names.of('category', place.category)} onFind={props.onFind}>
      <p className={styles.class}>
        <SpotSwatch id={repeatClass(place)} /> <strong>{say(`spots.repeat.${repeatClass(place)}`)}</strong>
      </p>
      <p className={styles.why}>
        {say('repeat.why', {
          n: number(place.count),
          category: names.of('category', place.category),
          metres: number(Math.ceil(place.radius)),
          from: formatDay(place.first, lang),
          to: formatDay(place.last, lang),
          since: say('repeat.since', { count: place.daysSinceLast, n: number(place.daysSinceLast) }),
          came: say('repeat.came', { count: place.cameBack, n: number(place.cameBack) }),
        })}
      </p>
      <p className={styles.soft}>{say(place.active ? 'repeat.active.what' : 'repeat.past.what')}</p>
      {sharedPoint && (
        <ul className={styles.notes}>
          <li>
            {say('repeat.shared', {
              n: number(sharedPoint.tickets),
              categories: number(sharedPoint.categories),
            })}
          </li>
        </ul>
      )}
      <SpotPart title={say('spots.tickets.title')}>
        {place.tickets.length < place.count && (
          <p className={styles.soft}>{say('repeat.cut', { n: number(place.tickets.length) })}</p>
        )}
        <ul className={styles.tickets}>
          {place.tickets.toReversed().map((ticket) => (
            <li key={ticket.id}>
              <Link to="/ticket/$id" params={{ id: ticket.id }} search={searchFor(view, { ticket: null })}>
                {ticket.category === null
                  ? ticket.id
                  : `${names.of('category', ticket.category)} · ${ticket.id}`}
              </Link>
              <small>
                {formatDay(ticket.day, lang)} · {say(`status.${ticket.status}`)}
                {ticket.closedAsSolved && ` · ${say('repeat.solved')}`}
              </small>
            </li>
          ))}
        </ul>
      </SpotPart>
      <div className={styles.actions}>
        {place.areas.slice(0, 2).map((code) => (
          <Button key={code} size="small" onClick={() => props.onOpenArea(code)}>
            {say('spots.area.open', { name: nameOf(code) })}
          </Button>
        ))}
      </div>
    </SpotFrame>
  )
}
