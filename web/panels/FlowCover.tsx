import type { FlowCover as Cover } from '@grid/data/contract'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import styles from './Flow.module.css'

/** How many of the tickets the flows can tell of, and what is left out. */
export function FlowCover(props: { cover: Cover }) {
  const { tickets, told, derived, silent, never } = props.cover
  const say = useSay()
  const lang = useLang()
  const number = (value: number) => formatNumber(value, lang)
  const parts = [
    say('flow.cover', { told: number(told), tickets: number(tickets) }),
    derived > 0 && say('flow.cover.derived', { n: number(derived) }),
    silent > 0 && say('flow.cover.silent', { n: number(silent) }),
    never > 0 && say('flow.cover.never', { n: number(never) }),
  ].filter((part): part is string => typeof part === 'string')
  return <p className={styles.cover}>{parts.join(lang === 'zh' ? '；' : '; ')}</p>
}
