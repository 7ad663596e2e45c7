import type { TicketRow } from '@grid/data/contract'
import { Drawer } from 'antd'
import type { AreaIndex, ChecklistNumber, useChecklistTickets } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import styles from './Checklist.module.css'
import { TicketList } from './TicketList.tsx'
import { useNames } from './useNames.ts'

/** The tickets behind a number, at the side of the page; closed where there is no number. */
export function ChecklistDrawer(props: {
  number: ChecklistNumber | null
  lists: ReadonlyMap<string, string>
  asked: ReturnType<typeof useChecklistTickets>
  index: AreaIndex
  onClose: () => void
  onOpen: (ticket: TicketRow) => unknown
}) {
  const { number } = props
  const say = useSay()
  const names = useNames()
  const title = number
    ? [
        number.checklist === null ? null : (props.lists.get(number.checklist) ?? number.checklist),
        number.item === null ? null : names.of('category', number.item),
        wayOf(number, say),
      ]
        .filter((part) => part !== null)
        .join(' · ')
    : ''
  return (
    <Drawer
      open={number !== null}
      title={title}
      aria-label={title}
      size={440}
      classNames={{ body: styles.drawer ?? '' }}
      destroyOnHidden
      closable={{ 'aria-label': say('checklist.close') }}
      getContainer={false}
      rootStyle={{ position: 'fixed' }}
      onClose={props.onClose}
    >
      {number && <TicketList asked={props.asked} index={props.index} onOpen={props.onOpen} />}
    </Drawer>
  )
}

function wayOf({ parting }: ChecklistNumber, say: ReturnType<typeof useSay>): string {
  if (parting === 'reported' || parting === 'closed' || parting === 'solved_at')
    return say(`checklist.tickets.${parting}`)
  return say(`checklist.parted.${parting}`)
}
