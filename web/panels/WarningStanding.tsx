import type { Warnings } from '@grid/data/contract'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { formatNumber } from '../lib/format.ts'
import { nameIn } from '../lib/lang.ts'
import { addDays, formatDay, formatPeriod } from '../lib/time.ts'
import { Message } from '../ui/Message.tsx'
import { useLang } from '../ui/surface.tsx'
import { useView } from '../view/useView.ts'
import styles from './Spots.module.css'

/** Where the list of warnings stands: made anew and how far, of which days, or why it is empty. */
export function WarningStanding({ all, shown }: { all: Warnings; shown: number }): ReactNode {
  const say = useSay()
  const lang = useLang()
  const { view } = useView()
  const known = all.method !== null
  return (
    <>
      {all.state === 'computing' && <Computing all={all} />}
      {(!known || (shown === 0 && view.only === null)) && <WhyNone all={all} />}
      {all.method && (
        <p className={styles.soft}>{say('warning.scanned', { period: formatPeriod(all.method, lang) })}</p>
      )}
    </>
  )
}

/** Why there is nothing to show; nothing while the first scan is under way, which says so itself. */
export function WhyNone({ all }: { all: Warnings }): ReactNode {
  const say = useSay()
  const lang = useLang()
  const note = all.note ? nameIn(all.note, lang) : undefined
  if (all.state === 'too little history') return <Message title={say('warning.little')} detail={note} />
  if (all.state === 'computing') return null
  return all.warnings.length > 0 ? (
    <Message title={say('warning.none.open')} detail={say('warning.none.open.what')} />
  ) : (
    <Message title={say('warning.none')} detail={note ?? say('warning.none.what')} />
  )
}

/** That a scan is under way, how far it is, and how old what stands there meanwhile. */
export function Computing({ all }: { all: Warnings }): ReactNode {
  const say = useSay()
  const lang = useLang()
  const { progress, method } = all
  const number = (value: number) => formatNumber(value, lang)
  return (
    <div className={styles.soft} role="status">
      <p>{say('warning.computing')}</p>
      {progress && (
        <p className={styles.progress}>
          <progress
            max={progress.of}
            value={progress.done}
            aria-label={say('warning.computing.progress', {
              done: number(progress.done),
              of: number(progress.of),
            })}
          />
          {say('warning.computing.progress', { done: number(progress.done), of: number(progress.of) })}
        </p>
      )}
      {method && <p>{say('warning.computing.kept', { day: formatDay(addDays(method.to, -1), lang) })}</p>}
    </div>
  )
}
