import type { ReactNode } from 'react'
import styles from './Mark.module.css'

/** A small labelled mark: a state in words, coloured by how much it matters. */
export function Mark(props: {
  children: ReactNode
  tone?: 'plain' | 'warn' | 'overdue' | 'accent' | 'good'
  title?: string | undefined
}) {
  return (
    <span className={styles.mark} data-tone={props.tone ?? 'plain'} title={props.title}>
      {props.children}
    </span>
  )
}
