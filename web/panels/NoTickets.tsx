import { Button } from 'antd'
import { useCentre } from '../api/index.ts'
import { useSay } from '../i18n/index.ts'
import { Message } from '../ui/Message.tsx'
import { extentOf } from '../view/period.ts'
import { isFiltered, noFilters } from '../view/query.ts'
import { useView } from '../view/useView.ts'

/** Why there is nothing to show, and the ways out: fewer filters, or all the data's days. */
export function NoTickets() {
  const say = useSay()
  const centre = useCentre().data
  const { view, setView } = useView()
  const extent = centre && extentOf(centre)
  if (centre?.tickets === 0)
    return <Message title={say('state.no-data')} detail={say('state.no-data.what')} />
  return (
    <Message
      title={say('state.empty')}
      detail={say('state.empty.what')}
      actions={
        <>
          {isFiltered(view) && (
            <Button size="small" onClick={() => setView(noFilters)}>
              {say('state.empty.clear')}
            </Button>
          )}
          {extent && (view.from !== extent.from || view.to !== extent.to) && (
            <Button size="small" onClick={() => setView(extent)}>
              {say('state.empty.all-time')}
            </Button>
          )}
        </>
      }
    />
  )
}
