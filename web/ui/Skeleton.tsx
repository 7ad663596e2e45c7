import styles from './Skeleton.module.css'

/** Grey lines where text will be. */
export function Skeleton(props: { lines: number; label: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={props.label}>
      {Array.from({ length: props.lines }, (_, line) => (
        <span key={line} className={styles.line} style={{ width: `${92 - ((line * 37) % 45)}%` }} />
      ))}
    </div>
  )
}
