import type { Centre, LiveChange } from '@grid/data/contract'
import { useEffect } from 'react'
import type { AreaIndex, LiveClient } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { formatNumber } from '../../lib/format.ts'
import { nameIn } from '../../lib/lang.ts'
import { formatPeriod } from '../../lib/time.ts'
import { useNames } from '../../panels/useNames.ts'
import { joined } from '../../panels/wallTitles.ts'
import { useLang } from '../../ui/surface.tsx'
import type { Turns } from './useTurns.ts'
import type { WallAnswers } from './useWallAnswers.ts'
import { useWallTitle } from './useWallTitle.ts'
import { WallFreshness } from './WallFreshness.tsx'
import styles from './WallScreen.module.css'

/** What the scene finds, of which days, and how old it is. */
export function WallHead(props: {
  centre: Centre
  live: LiveClient
  behindMs: number
  turns: Turns
  scenes: number
  answers: WallAnswers
  index: AreaIndex
  urgent: readonly LiveChange['ticket'][] | undefined
  nameOf: (code: string) => string
}) {
  const { centre, turns, answers, urgent } = props
  const say = useSay()
  const lang = useLang()
  const found = useWallTitle(turns.scene, answers, props.index)
  const alarm = useAlarm(urgent ?? [], props.nameOf)
  const title = urgent ? alarm : found
  useEffect(() => {
    document.title = `${title} · ${nameIn(centre.name, lang)}`
  }, [title, centre.name, lang])
  const days = useDays(turns.scene.kind, answers)
  const about = [
    say(urgent ? 'wall.scene.urgent' : `wall.scene.${turns.scene.kind}`),
    urgent ? null : days,
    say('wall.place', { at: formatNumber(turns.at, lang), all: formatNumber(props.scenes, lang) }),
    turns.paused ? say('wall.paused') : null,
  ].filter((part) => part !== null)
  return (
    <header className={styles.head}>
      <div className={styles.titles}>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.about}>
          {about.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </p>
      </div>
      <WallFreshness live={props.live} centre={centre} behindMs={props.behindMs} />
    </header>
  )
}

/** The newest of the dangerous tickets, and how many more there are. */
function useAlarm(tickets: readonly LiveChange['ticket'][], nameOf: (code: string) => string): string {
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  const [first, ...more] = tickets
  if (!first) return ''
  return joined(
    [
      say('wall.find.urgent', {
        category: first.category === null ? say('wall.category.none') : names.of('category', first.category),
        area: first.area === null ? say('wall.area.none') : nameOf(first.area),
      }),
      more.length > 0
        ? say('wall.find.urgent.more', { count: more.length, n: formatNumber(more.length, lang) })
        : null,
    ],
    lang,
  )
}

/** The period of the figures, and the one they are compared with where they are. */
function useDays(kind: Turns['scene']['kind'], answers: WallAnswers): string | null {
  const say = useSay()
  const lang = useLang()
  const { period, previousPeriod } = answers.figures.data ?? {}
  if (!period) return null
  const said = formatPeriod(period, lang)
  if (!previousPeriod || kind === 'hotspots') return said
  return say('wall.period', { period: said, before: formatPeriod(previousPeriod, lang) })
}
