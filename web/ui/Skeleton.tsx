import styles from './Skeleton.module.css'

/** Grey lines where text will be. */
export function Skeleton(props: { lines: number; label: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={props.label}>
      {widths(props.lines).map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <span key={line} className={styles.line} style={{ width: `${width}%` }} />
      ))}
    </div>
  )
}

/** Uneven widths in per cent, the same at every drawing. */
function widths(lines: number): number[] {
  return Array.from({ length: lines }, (_, line) => 92 - ((line * 37) % 45))
}
