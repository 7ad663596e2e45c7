import { type ReactNode, useEffect, useRef } from 'react'
import { useSay } from '../i18n/index.ts'
import type { MapTicket } from '../layers/index.ts'
import type { Spot } from './MapCanvas.tsx'
import { beside } from './MapTip.tsx'
import styles from './map.module.css'

/** Tickets that share one place, to choose from: no zoom would ever part them. */
export function TicketChoice(props: {
  tickets: readonly MapTicket[]
  at: Spot
  size: { width: number; height: number }
  onOpen: (id: string) => void
  onClose: () => void
}): ReactNode {
  const { tickets, at, size, onOpen, onClose } = props
  const say = useSay()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  if (tickets.length === 0) return null
  return (
    <div
      className={styles.choice}
      style={beside(at, size)}
      role="dialog"
      aria-label={say('map.choose')}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className={styles.choiceHead}>
        <span>{say('map.choose')}</span>
        <button type="button" className={styles.textButton} aria-label={say('map.close')} onClick={onClose}>
          ✕
        </button>
      </div>
      <ul>
        {tickets.map(({ id, title, status, overdue }, index) => (
          <li key={id}>
            <button
              type="button"
              ref={index === 0 ? first : undefined}
              className={styles.textButton}
              onClick={() => onOpen(id)}
            >
              {title ?? id}
            </button>{' '}
            <small>{overdue ? say('map.overdue') : say(`status.${status}`)}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}
