import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useSay } from '../i18n/index.ts'
import { Message } from '../ui/Message.tsx'

/** An address that is none of ours. */
export function NoSuchPage() {
  const say = useSay()
  return (
    <main id="main">
      <Message
        title={say('app.not-found')}
        detail={say('app.not-found.what')}
        actions={<Link to="/">{say('app.to-home')}</Link>}
      />
    </main>
  )
}

/** A defect of ours: says what happened instead of a blank page. */
export function Broken(props: { error: Error }) {
  const say = useSay()
  return (
    <main id="main">
      <Message
        tone="failed"
        title={say('app.broken')}
        detail={<code>{props.error.message}</code>}
        actions={<Button onClick={() => location.reload()}>{say('app.reload')}</Button>}
      />
    </main>
  )
}
