import { type ComponentType, lazy, Suspense } from 'react'
import { useSay } from '../i18n/index.ts'
import { Skeleton } from '../ui/Skeleton.tsx'

/** A screen that is fetched when it is opened, with grey lines meanwhile. */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => React.ReactNode {
  const Screen = lazy(async () => ({ default: await load() }))
  return (props) => (
    <Suspense fallback={<Waiting />}>
      <Screen {...props} />
    </Suspense>
  )
}

function Waiting() {
  const say = useSay()
  return (
    <main id="main" tabIndex={-1}>
      <Skeleton lines={14} label={say('state.loading')} />
    </main>
  )
}
