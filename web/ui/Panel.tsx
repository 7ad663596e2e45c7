import type { ReactNode } from 'react'
import styles from './Panel.module.css'

/** A part of the page with a heading and, at its right, what acts on it. */
export function Panel(props: {
  title: ReactNode
  actions?: ReactNode
  children: ReactNode
  className?: string | undefined
  label?: string
}) {
  return (
    <section
      className={`${styles.panel} ${props.className ?? ''}`}
      {...(props.label && { 'aria-label': props.label })}
    >
      <div className={styles.head}>
        <h2 className={styles.title}>{props.title}</h2>
        {props.actions}
      </div>
      {props.children}
    </section>
  )
}
