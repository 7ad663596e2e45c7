import { type ReactNode, useId } from 'react'
import styles from './Effect.module.css'

/** One part of the answer under its heading, with what acts on it at the right. */
export function EffectPart(props: {
  title: string
  actions?: ReactNode
  className?: string | undefined
  children: ReactNode
}) {
  const title = useId()
  return (
    <section className={`${styles.part} ${props.className ?? ''}`} aria-labelledby={title}>
      <div className={styles.partHead}>
        <h3 id={title} className={styles.partTitle}>
          {props.title}
        </h3>
        {props.actions}
      </div>
      {props.children}
    </section>
  )
}
