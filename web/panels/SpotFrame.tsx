import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '../i18n/index.ts'
import { useView } from '../view/useView.ts'
import styles from './Spots.module.css'

/** The element that takes the focus when a place is explained. */
export const explainedId = 'explained'

/** The explanation of one place: its name, a way back to the list, a way to it on the map. */
export function SpotFrame(props: {
  title: string
  onFind: (() => void) | null
  children: ReactNode
}): ReactNode {
  const say = useSay()
  const { setView } = useView()
  return (
    <section className={styles.detail} aria-labelledby={explainedId}>
      <div className={styles.head}>
        <Button
          size="small"
          type="link"
          className={styles.back ?? ''}
          onClick={() => setView({ spot: null })}
        >
          ‹ {say('spots.back')}
        </Button>
        {props.onFind && (
          <Button size="small" onClick={props.onFind}>
            {say('spots.find')}
          </Button>
        )}
      </div>
      <h2 className={styles.title} id={explainedId} tabIndex={-1}>
        {props.title}
      </h2>
      {props.children}
    </section>
  )
}

/** A part of an explanation under a heading of its own. */
export function SpotPart(props: { title: string; children: ReactNode }): ReactNode {
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{props.title}</h3>
      {props.children}
    </div>
  )
}

/** Figures with their names. */
export function SpotFacts(props: { rows: readonly (readonly [string, string])[] }): ReactNode {
  return (
    <dl className={styles.facts}>
      {props.rows.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
