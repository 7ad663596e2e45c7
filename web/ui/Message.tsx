import type { ReactNode } from 'react'
import styles from './Message.module.css'

/** A state said in words where figures would be: what is, why, and what can be done. */
export function Message(props: {
  title: string
  detail?: ReactNode
  actions?: ReactNode
  tone?: 'calm' | 'failed'
}) {
  return (
    <div
      className={styles.message}
      data-tone={props.tone ?? 'calm'}
      role={props.tone === 'failed' ? 'alert' : 'status'}
    >
      <p className={styles.title}>{props.title}</p>
      {props.detail && <div className={styles.detail}>{props.detail}</div>}
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </div>
  )
}
