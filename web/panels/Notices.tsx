import { Alert, Button } from 'antd'
import { useSay } from '../i18n/index.ts'
import type { Note } from '../view/address.ts'
import { withoutNoted } from '../view/query.ts'
import { useView } from '../view/useView.ts'

/** What of the address was left out, and a way to clean it. */
export function Notices(props: { notes: readonly Note[] }) {
  const say = useSay()
  const { view, setView } = useView()
  if (props.notes.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={
        <>
          {say('notice.title')}
          {': '}
          {props.notes
            .map(({ field, value }) =>
              say('notice.value', { field: say(`filter.${field}`), value: value.slice(0, 80) }),
            )
            .join(' · ')}
        </>
      }
      action={
        <Button size="small" onClick={() => setView(withoutNoted(view, props.notes), { replace: true })}>
          {say('notice.fix')}
        </Button>
      }
    />
  )
}
