import type { ChecklistAnswer } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { nameIn } from '../lib/lang.ts'
import { Mark } from '../ui/Mark.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useLang } from '../ui/surface.tsx'
import styles from './Checklist.module.css'
import { ChecklistKey } from './ChecklistBar.tsx'
import { ChecklistTable, type OpenTickets } from './ChecklistTable.tsx'
import { useNames } from './useNames.ts'

/** One checklist: the finding in a sentence, then line by line. */
export function ChecklistPanel(props: {
  list: ChecklistAnswer
  lists: ReadonlyMap<string, string>
  onOpen: OpenTickets
}) {
  const { list } = props
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  return (
    <Panel
      title={nameIn(list.name, lang)}
      actions={<Mark>{say('checklist.says.what', { tier: names.of('tier', list.tier) })}</Mark>}
    >
      <p className={styles.finding}>{nameIn(list.finding, lang)}</p>
      <div className={styles.legend}>
        <ChecklistKey />
      </div>
      <ChecklistTable {...props} />
    </Panel>
  )
}
