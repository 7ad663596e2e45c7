import type { TicketRow } from '@grid/data/contract'
import { Drawer } from 'antd'
import type { AreaIndex, useFlowTickets } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import { useView } from '../view/useView.ts'
import styles from './Checklist.module.css'
import { TicketList } from './TicketList.tsx'
import { useWayName } from './useWayName.ts'

/** The tickets of the flows chosen, at the side of the page while they are; map and diagram stay at hand. */
export function FlowDrawer(props: {
  asked: ReturnType<typeof useFlowTickets>
  index: AreaIndex
  onClose: () => void
  onOpen: (ticket: TicketRow) => unknown
}) {
  const say = useSay()
  const title = useChoice()
  return (
    <Drawer
      open={title !== null}
      title={title}
      aria-label={title ?? say('flow.title')}
      size={440}
      mask={false}
      classNames={{ body: styles.drawer ?? '' }}
      destroyOnHidden
      closable={{ 'aria-label': say('flow.choice.close') }}
      getContainer={false}
      rootStyle={{ position: 'fixed' }}
      onClose={props.onClose}
    >
      {title !== null && <TicketList asked={props.asked} index={props.index} onOpen={props.onOpen} />}
    </Drawer>
  )
}

/** What the address has chosen, in words; null where nothing is. */
function useChoice(): string | null {
  const say = useSay()
  const lang = useLang()
  const nameOf = useWayName()
  const { view } = useView()
  const { flow, flowPath, flowPair } = view
  const [first] = flow
  if (flowPath !== null) return say('flow.choice.path', { way: nameOf(flowPath) })
  if (flowPair !== null) return say('flow.choice.pair', { way: nameOf(flowPair, ' ⇄ ') })
  if (first === undefined) return null
  const name = nameOf(first)
  return say('flow.choice.flow', {
    way: flow.length === 1 ? name : say('flow.others', { name, n: formatNumber(flow.length - 1, lang) }),
  })
}
