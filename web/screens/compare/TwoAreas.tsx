import type { AreaFeature, Centre, Measure } from '@grid/data/contract'
import { Segmented } from 'antd'
import { useMemo } from 'react'
import type { AreaIndex } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { formatPeriod } from '../../lib/time.ts'
import { Answer } from '../../panels/Answer.tsx'
import { CompareCategories } from '../../panels/CompareCategories.tsx'
import { CompareFacts } from '../../panels/CompareFacts.tsx'
import { CompareFigures } from '../../panels/CompareFigures.tsx'
import { CompareMonthsPanel } from '../../panels/CompareMonthsPanel.tsx'
import { categoryPairs, householdsOf, notesOf } from '../../panels/CompareSides.ts'
import { areaName, useNames } from '../../panels/useNames.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useLang } from '../../ui/surface.tsx'
import type { Settled } from '../../view/query.ts'
import { useView } from '../../view/useView.ts'
import styles from './CompareScreen.module.css'
import { useCompare } from './useCompare.ts'

/** Facts, figures, months and categories of two areas, with what to beware of above them. */
export function TwoAreas(props: {
  centre: Centre
  index: AreaIndex
  settled: Settled
  areas: readonly [AreaFeature, AreaFeature]
  measures: readonly Measure[]
}) {
  const { centre, index, settled, areas, measures } = props
  const say = useSay()
  const lang = useLang()
  const { view, setView } = useView()
  const asked = useCompare(centre, settled, areas)
  const [a, b] = areas
  const names = useMemo(
    () => [areaName(index, a.id, lang), areaName(index, b.id, lang)] as const,
    [index, a.id, b.id, lang],
  )
  const [first, second] = [householdsOf(a), householdsOf(b)]
  const both = useMemo(
    () => (first !== null && second !== null ? ([first, second] as const) : null),
    [first, second],
  )
  const households = view.per === 'households' ? both : null
  const period = settled.period ? formatPeriod(settled.period, lang) : say('filter.period.all')
  return (
    <>
      <Beware areas={areas} index={index} />
      <div className={styles.columns}>
        <Panel title={say('compare.facts')}>
          <CompareFacts areas={areas} index={index} />
        </Panel>
        <Panel title={`${say('compare.figures')}, ${period}`}>
          <Answer asked={asked.summaries} lines={8}>
            {(summaries) => (
              <CompareFigures
                summaries={summaries}
                measures={measures}
                names={names}
                households={[first, second]}
              />
            )}
          </Answer>
        </Panel>
      </div>
      {both && (
        <div className={styles.per}>
          <span id="compare-per">{say('compare.per')}</span>
          <Segmented<'households' | 'count'>
            size="small"
            aria-labelledby="compare-per"
            value={view.per}
            options={(['households', 'count'] as const).map((value) => ({
              value,
              label: say(`compare.per.${value}`),
            }))}
            onChange={(per) => void setView({ per }, { replace: true })}
          />
        </div>
      )}
      <div className={styles.columns}>
        <Answer asked={asked.months} lines={8} className={styles.stretch}>
          {() => asked.lines && <CompareMonthsPanel {...asked.lines} names={names} households={households} />}
        </Answer>
        <Panel title={`${say('compare.categories')}, ${period}`}>
          <Answer asked={asked.categories} lines={8}>
            {([left, right]) => (
              <CompareCategories
                pairs={categoryPairs(left.groups, right.groups, households)}
                names={names}
                rated={households !== null}
              />
            )}
          </Answer>
        </Panel>
      </div>
    </>
  )
}

function Beware(props: { areas: readonly [AreaFeature, AreaFeature]; index: AreaIndex }) {
  const { areas, index } = props
  const say = useSay()
  const lang = useLang()
  const level = useNames().level
  const notes = notesOf(...areas)
  if (notes.length === 0) return null
  const name = (code: string) => areaName(index, code, lang)
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <li key={note.kind}>
          {note.kind === 'within'
            ? say('compare.note.within', { inner: name(note.inner), outer: name(note.outer) })
            : note.kind === 'levels'
              ? say('compare.note.levels', {
                  a: level(areas[0].properties.level),
                  b: level(areas[1].properties.level),
                })
              : say(`compare.note.${note.kind}`)}
        </li>
      ))}
    </ul>
  )
}
