import type { Measure } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { nameIn } from '../lib/lang.ts'
import { formatPeriod } from '../lib/time.ts'
import { useLang } from '../ui/surface.tsx'
import { type Hand, useHeld } from '../view/hand.ts'
import styles from './HeldDate.module.css'

/** The period that moves, large upon the map, and what is shown of it where that is another measure than the page's. */
export function HeldDate({ hand, shown }: { hand: Hand; shown: Measure | undefined }): ReactNode {
  const held = useHeld(hand)
  const lang = useLang()
  if (!held) return null
  return (
    <div className={styles.date} aria-hidden="true" data-held={held.by}>
      {formatPeriod(held.period, lang)}
      {shown && <span className={styles.shown}>{nameIn(shown.label, lang)}</span>}
    </div>
  )
}
