import type { Centre } from '@grid/data/contract'
import { lazy, Suspense } from 'react'
import { useSay } from '../../i18n/index.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'

/** The flow layer's graphics library is large: it is fetched when the page is opened, not with the first page. */
const Screen = lazy(async () => ({ default: (await import('./FlowScreen.tsx')).FlowScreen }))

/** The page of flows, fetched when it is opened. */
export function Flows(props: { centre: Centre; code: string | null }) {
  const say = useSay()
  return (
    <Suspense
      fallback={
        <main id="main" tabIndex={-1}>
          <Skeleton lines={14} label={say('state.loading')} />
        </main>
      }
    >
      <Screen {...props} />
    </Suspense>
  )
}
