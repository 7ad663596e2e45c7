import type { Checklists } from '@grid/data/contract'
import { Link } from '@tanstack/react-router'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useLang } from '../ui/surface.tsx'
import { searchFor, useView } from '../view/useView.ts'
import styles from './Checklist.module.css'
import { listed } from './ChecklistSays.tsx'
import { useNames } from './useNames.ts'

/** Categories on no list with their tickets, and those on several. */
export function ChecklistUnlisted(props: {
  answer: Checklists
  lists: ReadonlyMap<string, string>
  code: string
}) {
  const { answer, code } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const { view } = useView()
  const { unlisted, onSeveral } = answer
  const leaving = { tab: 'tickets', checklist: null, item: null, parting: null } as const
  return (
    <Panel title={say('checklist.unlisted')}>
      {unlisted.categories.length === 0 ? (
        <p className={styles.note}>{say('checklist.unlisted.none')}</p>
      ) : (
        <table className={styles.ranked}>
          <thead>
            <tr>
              <th scope="col">{say('checklist.category')}</th>
              <th scope="col">{say('checklist.unlisted.reported')}</th>
              <th scope="col">{say('checklist.closed')}</th>
            </tr>
          </thead>
          <tbody>
            {unlisted.categories.map(({ category, reported, closed }) => (
              <tr key={category ?? ''}>
                <th scope="row">
                  {category === null ? (
                    say('checklist.unlisted.noCategory')
                  ) : (
                    <Link
                      to="/area/$code"
                      params={{ code }}
                      search={searchFor(view, { ...leaving, category: [category] })}
                    >
                      {names.of('category', category)}
                    </Link>
                  )}
                </th>
                <td>{formatNumber(reported, lang)}</td>
                <td>{formatNumber(closed, lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unlisted.pushedDown > 0 && (
        <p className={styles.note}>
          {say('checklist.unlisted.pushed', {
            count: unlisted.pushedDown,
            n: formatNumber(unlisted.pushedDown, lang),
          })}
        </p>
      )}
      {onSeveral.map(({ category, checklists }) => (
        <p key={category} className={styles.note}>
          {say('checklist.several', {
            category: names.of('category', category),
            lists: listed(
              checklists.map((id) => props.lists.get(id) ?? id),
              lang,
            ),
          })}
        </p>
      ))}
    </Panel>
  )
}
