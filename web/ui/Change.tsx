import type { Change as ChangeOf } from '../lib/format.ts'
import styles from './Change.module.css'

const arrows = { '-1': '▼', '0': '＝', '1': '▲' } as const

/** A movement: an arrow for its sense, a colour for whether it is welcome, and words for those who see neither. */
export function Change(props: { change: ChangeOf; verdict: string; against?: string; title?: string }) {
  const { sign, good, text } = props.change
  return (
    <span className={styles.change} data-good={good ?? 'neutral'} title={props.title}>
      <span aria-hidden="true" className={styles.arrow}>
        {arrows[`${sign}`]}
      </span>
      <span className={styles.text}>{text}</span>
      {good !== null && <span className="visually-hidden"> ({props.verdict})</span>}
      {props.against && <span className={styles.against}> {props.against}</span>}
    </span>
  )
}
