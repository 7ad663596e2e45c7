import { type ReactNode, useId } from 'react'
import styles from './Wall.module.css'

const bars = ['88%', '72%', '80%', '64%']

/**
 * A part of the control-room display: a heading and few, large things below it. What does not fit is not begun. While it
 * is `waiting` for its first answer it says neither that there is nothing nor anything else.
 */
export function WallPanel(props: {
  title: string
  note?: string | undefined
  waiting?: boolean
  children: ReactNode
}) {
  const title = useId()
  return (
    <section className={styles.panel} aria-labelledby={title} aria-busy={props.waiting === true}>
      <h2 className={styles.heading} id={title}>
        {props.title}
        {props.note && <span className={styles.note}> {props.note}</span>}
      </h2>
      {props.waiting
        ? bars.map((inlineSize) => <div key={inlineSize} className={styles.awaited} style={{ inlineSize }} />)
        : props.children}
    </section>
  )
}

/** One line of a list on the wall. */
export interface WallLine {
  key: string
  name: string
  /** further words below the name */
  detail?: string | undefined
  /** figures at the right, in the order of the columns */
  values: readonly string[]
  /** of the longest, 0 to 1, drawn as a bar; none where absent */
  part?: number | undefined
  tone?: 'overdue' | undefined
}

/** Lines with figures at their right, the columns named above where there are several. */
export function WallLines(props: { lines: readonly WallLine[]; columns?: readonly string[]; empty: string }) {
  const { lines, columns, empty } = props
  if (lines.length === 0) return <p className={styles.empty}>{empty}</p>
  return (
    <>
      {columns && (
        <p className={styles.columns} aria-hidden="true">
          {columns.map((column) => (
            <span key={column} className={styles.value}>
              {column}
            </span>
          ))}
        </p>
      )}
      <ul className={styles.lines}>
        {lines.map((line) => (
          <li key={line.key} className={styles.line}>
            <span className={styles.name}>
              {line.name}
              {line.detail && <span className={styles.detail}>{line.detail}</span>}
            </span>
            {line.values.map((value, at) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                key={at}
                className={styles.value}
                data-tone={at === 0 ? line.tone : undefined}
              >
                {columns && <span className="visually-hidden">{columns[at]} </span>}
                {value}
              </span>
            ))}
            {line.part !== undefined && (
              <span className={styles.bar} style={{ inlineSize: `${line.part * 100}%` }} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
