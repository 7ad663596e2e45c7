import type { Breakdown } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber, formatShare } from '../lib/format.ts'
import { useLang } from '../ui/surface.tsx'
import { Answer, type Asked } from './Answer.tsx'
import { SpotPart } from './SpotFrame.tsx'
import styles from './Spots.module.css'
import { useNames } from './useNames.ts'

const shown = 5

/** What the tickets of a place are about, the most frequent first. */
export function SpotAbout(props: { asked: Asked<Breakdown>; withNeighbours: boolean }): ReactNode {
  const say = useSay()
  const lang = useLang()
  const names = useNames()
  return (
    <SpotPart title={say(props.withNeighbours ? 'spots.categories.around' : 'spots.categories')}>
      <Answer asked={props.asked} lines={3}>
        {({ groups }) => (
          <ul className={styles.about}>
            {groups.slice(0, shown).map(({ key, reported, share }) => (
              <li key={key}>
                <span className={styles.aboutBar} style={{ width: `${100 * share}%` }} aria-hidden="true" />
                <span className={styles.aboutName}>
                  {key === null ? say('breakdown.none') : names.of('category', key)}
                </span>
                <span className={styles.aboutCount}>
                  {formatNumber(reported, lang)} · {formatShare(share, lang, 0)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </SpotPart>
  )
}
