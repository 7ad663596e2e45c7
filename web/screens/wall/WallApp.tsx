import { QueryClientProvider } from '@tanstack/react-query'
import { Component, type ReactNode, useEffect, useMemo, useState } from 'react'
import {
  asFailure,
  createStandingClient,
  LiveClient,
  OneVersionProvider,
  useCentre,
  useSession,
} from '../../api/index.ts'
import { speak, useSay } from '../../i18n/index.ts'
import { SurfaceProvider } from '../../ui/surface.tsx'
import { useDocumentLook } from '../../ui/useDocumentLook.ts'
import { useViewLang } from '../../view/remembered.ts'
import { readWallView, type WallView } from '../../view/wall.ts'
import styles from './WallScreen.module.css'
import { WallScreen } from './WallScreen.tsx'
import { reload } from './watchdog.ts'

/** The control-room display as a page of its own: nothing of the desk's pages is loaded for it. */
export function WallApp() {
  const [client] = useState(createStandingClient)
  const [view] = useState(() => readWallView(location.search))
  return (
    <Fallback>
      <QueryClientProvider client={client}>
        <OneVersionProvider value={true}>
          <Surfaced view={view} />
        </OneVersionProvider>
      </QueryClientProvider>
    </Fallback>
  )
}

function Surfaced({ view }: { view: WallView }) {
  const lang = useViewLang(view)
  const theme = view.theme ?? 'dark'
  const { data: asked, error } = useCentre()
  const { data: session } = useSession()
  const scenes = session?.caller?.scenes
  // a display shows the scenes it is made for, whatever the centre's own are
  const centre = useMemo(
    () => (asked && scenes ? { ...asked, wall: { ...asked.wall, scenes } } : asked),
    [asked, scenes],
  )
  const closed = error !== null && asFailure(error).status === 401
  const [live] = useState(() => new LiveClient())
  useEffect(() => live.start(), [live])
  speak(lang)
  const say = useSay()
  useDocumentLook(lang, theme)
  const timeZone = centre?.timeZone ?? 'UTC'
  const surface = useMemo(() => ({ lang, theme, timeZone }), [lang, theme, timeZone])
  return (
    <SurfaceProvider value={surface}>
      {centre && session && !closed ? (
        <WallScreen centre={centre} view={view} live={live} />
      ) : (
        <main className={styles.waiting} role="status">
          {say(closed ? 'wall.closed' : error ? 'wall.find.failed' : 'wall.asOf.unknown')}
        </main>
      )}
    </SurfaceProvider>
  )
}

const tryAgainMs = 10_000

/** A defect of ours: says so, and begins anew by itself. */
class Fallback extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  #timer: ReturnType<typeof setInterval> | undefined

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidCatch() {
    this.#timer ??= setInterval(() => void reload('broken'), tryAgainMs)
  }

  override componentWillUnmount() {
    clearInterval(this.#timer)
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const say = useSay()
  return (
    <main className={styles.waiting} role="alert">
      {say('wall.broken')}
    </main>
  )
}
