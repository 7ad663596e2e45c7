import type { ChecklistAreas as Answered, AreaFeature } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { AreaIndex } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare, noValue } from '../lib/format.ts'
import { Mark } from '../ui/Mark.tsx'
import { Message } from '../ui/Message.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useLang } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import { Answer, type Asked } from './Answer.tsx'
import styles from './Checklist.module.css'
import { areaName, useNames } from './useNames.ts'

/** Areas shown until all are asked for. */
const first = 8

type Line = Answered['areas'][number]

/** Checklist fit of the areas below, the lowest first; each leads to its own page. */
export function ChecklistAreas(props: {
  asked: Asked<Answered>
  areas: readonly AreaFeature[]
  index: AreaIndex
  opened: string
}) {
  const say = useSay()
  return (
    <Panel title={say('checklist.areas')}>
      {props.areas.length === 0 ? (
        <Message title={say('checklist.areas.none')} />
      ) : (
        <Answer asked={props.asked} lines={6}>
          {(answer) => <Areas {...props} answer={answer} />}
        </Answer>
      )}
    </Panel>
  )
}

function Areas(props: { answer: Answered; index: AreaIndex; opened: string }) {
  const { answer, index, opened } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view } = useView()
  const [all, setAll] = useState(false)
  const lines = lowestFirst(answer.areas)
  const shown = all ? lines : lines.slice(0, first)
  const { unlocated } = answer
  return (
    <>
      <p className={styles.note}>{say('checklist.areas.what')}</p>
      <table className={styles.ranked}>
        <thead>
          <tr>
            <th scope="col">{names.level(answer.level)}</th>
            <th scope="col">{say('checklist.areas.fit')}</th>
            <th scope="col">{say('checklist.areas.of')}</th>
            <th scope="col">{say('checklist.parted.escalated_though_on_community_list')}</th>
            <th scope="col">{say('checklist.parted.solved_below')}</th>
            <th scope="col">{say('checklist.parted.pushed_down')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.code} data-here={line.code === opened || undefined}>
              <th scope="row">
                <Link
                  to="/area/$code/practice"
                  params={{ code: line.code }}
                  search={searchFor(view, { level: null, checklist: null, item: null, parting: null })}
                  aria-current={line.code === opened ? 'page' : undefined}
                >
                  {areaName(index, line.code, lang)}
                </Link>
              </th>
              <td>
                <span
                  className={styles.fit}
                  style={{ inlineSize: `${(line.fit.value ?? 0) * 100}%` }}
                  aria-hidden="true"
                />
                <span className={styles.fitValue}>
                  {line.fit.value === null ? noValue : formatShare(line.fit.value, lang)}{' '}
                  {line.fit.smallNumber && line.fit.value !== null && (
                    <Mark tone="warn" title={say('kpi.small.what')}>
                      {say('checklist.small', { n: formatNumber(line.fit.n, lang) })}
                    </Mark>
                  )}
                </span>
              </td>
              <td>
                {formatNumber(line.fit.numerator, lang)} / {formatNumber(line.fit.denominator ?? 0, lang)}
              </td>
              {[line.escalatedThoughOnCommunityList, line.solvedBelow, line.pushedDown].map(
                (figure, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
                  <td key={column}>{figure.value === null ? noValue : formatNumber(figure.value, lang)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {unlocated.n > 0 && (
        <p className={styles.note}>
          {say('checklist.areas.unlocated')}: {formatNumber(unlocated.numerator, lang)} /{' '}
          {formatNumber(unlocated.denominator ?? 0, lang)}
        </p>
      )}
      {lines.length > first && (
        <Button size="small" type="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all
            ? say('checklist.areas.fewer', { n: formatNumber(first, lang) })
            : say('checklist.areas.more', { n: formatNumber(lines.length, lang) })}
        </Button>
      )}
    </>
  )
}

/** The lowest fit first; what rests on too little is not ranked and comes last, the most tickets first. */
function lowestFirst(areas: readonly Line[]): Line[] {
  return areas.toSorted(
    (a, b) =>
      Number(a.fit.smallNumber) - Number(b.fit.smallNumber) ||
      (a.fit.smallNumber ? b.fit.n - a.fit.n : (a.fit.value ?? 0) - (b.fit.value ?? 0)),
  )
}
