import { type ReactNode, useId } from 'react'
import styles from './Panel.module.css'

/** A part of the page with a heading and, at its right, what acts on it. */
export function Panel(props: {
  title: ReactNode
  actions?: ReactNode
  children: ReactNode
  className?: string | undefined
}) {
  const title = useId()
  return (
    <section className={`${styles.panel} ${props.className ?? ''}`} aria-labelledby={title}>
      <div className={styles.head}>
        <h2 className={styles.title} id={title}>
          {props.title}
        </h2>
        {props.actions}
      </div>
      {props.children}
    </section>
  )
}
