import { type ChecklistAnswer, type ChecklistLine, type ChecklistTickets, Parting } from '@grid/data/contract'
import { useMemo } from 'react'
import { useCentre } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { nameIn } from '../lib/lang.ts'
import { useLang } from '../ui/surface.tsx'
import type { View } from '../view/fields.ts'
import { useView } from '../view/useView.ts'
import styles from './Checklist.module.css'
import { ChecklistFigures } from './ChecklistFigures.tsx'
import { linesIn } from './ChecklistRows.ts'
import { ChecklistHelp, ChecklistSays, listed } from './ChecklistSays.tsx'
import { useNames } from './useNames.ts'

/** Opens the tickets behind a number of a line, or of the whole list where `item` is null. */
export type OpenTickets = (item: string | null, parting: ChecklistTickets) => void

/** The lines of a checklist: what the list says, what happened, where they part. */
export function ChecklistTable(props: {
  list: ChecklistAnswer
  /** names of checklists by id */
  lists: ReadonlyMap<string, string>
  onOpen: OpenTickets
}) {
  const { list } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const centre = useCentre().data
  const { view, setView } = useView()
  const parents = useMemo(() => new Map(centre?.categories.map(({ id, parent }) => [id, parent])), [centre])
  const partings = Parting.options.filter((parting) =>
    list.lines.some(({ parted }) => parted[parting] !== null),
  )
  const groups = linesIn(list.lines, view.order, (category) => parents.get(category) ?? null)
  const name = nameIn(list.name, lang)
  const sorted = (order: View['order'], label: string) => (
    <th scope="col" aria-sort={view.order === order ? sense[order] : undefined}>
      <button
        type="button"
        className={styles.sort}
        title={say(`checklist.order.${order}`)}
        onClick={() => setView({ order }, { replace: true })}
      >
        {label}
        <span aria-hidden="true" className={styles.arrow}>
          {view.order === order ? arrows[order] : ''}
        </span>
      </button>
    </th>
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={say('checklist.table', { name })}>
      <table className={styles.table}>
        <colgroup>
          <col className={styles.wide} />
          <col className={styles.wide} />
        </colgroup>
        <colgroup span={5} />
        <colgroup span={partings.length} />
        <thead>
          <tr className={styles.parts}>
            <th scope="colgroup" colSpan={2}>
              {say('checklist.says')}
            </th>
            <th scope="colgroup" colSpan={5}>
              {say('checklist.happened')}
            </th>
            <th scope="colgroup" colSpan={partings.length}>
              {say('checklist.parts')}
            </th>
          </tr>
          <tr>
            {sorted('list', say('checklist.category'))}
            <th scope="col">{say('checklist.who')}</th>
            {sorted('parted', say('checklist.solvedBy'))}
            {sorted('closed', say('checklist.closed'))}
            {sorted('kept', say('checklist.kept'))}
            {sorted('time', say('checklist.time'))}
            <th scope="col">{say('checklist.onTime')}</th>
            {partings.map((parting) => (
              <th scope="col" key={parting} title={say(`checklist.parted.${parting}.what`)}>
                {say(`checklist.parted.${parting}`)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ parent, lines }) => (
          <tbody key={parent ?? ''}>
            {parent !== null && (
              <tr className={styles.group}>
                <th scope="rowgroup" colSpan={7 + partings.length}>
                  <span>{names.of('category', parent)}</span>
                </th>
              </tr>
            )}
            {lines.map((line) => (
              <tr key={line.category}>
                <th scope="row">
                  {names.of('category', line.category)}
                  <Notes line={line} lists={props.lists} />
                </th>
                <td>
                  <ChecklistSays says={line.says} />
                </td>
                <ChecklistFigures
                  happened={line.happened}
                  parted={line.parted}
                  partings={partings}
                  name={names.of('category', line.category)}
                  onOpen={(parting) => props.onOpen(line.category, parting)}
                >
                  <ChecklistHelp line={line} />
                </ChecklistFigures>
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {say('checklist.total')}
            </th>
            <ChecklistFigures
              happened={list.happened}
              parted={list.parted}
              partings={partings}
              name={say('checklist.total')}
              onOpen={(parting) => props.onOpen(null, parting)}
            />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

const sense = {
  list: 'other',
  closed: 'descending',
  kept: 'ascending',
  time: 'descending',
  parted: 'other',
} as const

const arrows = { list: ' ≡', closed: ' ▼', kept: ' ▲', time: ' ▼', parted: ' ▼' } as const

/** Which other categories and lists a line has to do with. */
function Notes(props: { line: ChecklistLine; lists: ReadonlyMap<string, string> }) {
  const { category, counts, alsoOn } = props.line
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const others = counts.filter((id) => id !== category).map((id) => names.of('category', id))
  const lists = listed(
    alsoOn.map((id) => props.lists.get(id) ?? id),
    lang,
  )
  return (
    <>
      {others.length > 0 && (
        <p className={styles.aside}>{say('checklist.includes', { names: listed(others, lang) })}</p>
      )}
      {alsoOn.length > 0 && (
        <p className={styles.aside}>
          {say(counts.length === 0 ? 'checklist.countedOn' : 'checklist.alsoOn', { lists })}
        </p>
      )}
    </>
  )
}
