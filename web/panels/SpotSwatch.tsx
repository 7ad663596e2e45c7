import type { ReactNode } from 'react'
import { emergingStyles, hotspotStyles, inkOn, type SpotStyle } from '../lib/spotClasses.ts'
import { useTheme } from '../ui/surface.tsx'

const styles = new Map<string, SpotStyle>([
  ...Object.entries(emergingStyles),
  ...Object.entries(hotspotStyles),
])

/** A class as the map draws it, in small: colour, hatching where cold, and its mark. */
export function SpotSwatch({ id }: { id: string }): ReactNode {
  const theme = useTheme()
  const style = styles.get(id)
  if (style) {
    const ink = inkOn(style[theme])
    return (
      <svg viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">
        <rect x="0.5" y="0.5" width="25" height="13" fill={style[theme]} stroke="var(--map-line)" />
        {style.hatched && (
          <path d="M1 6L6 1M1 13L13 1M8 13L20 1M15 13L25 3M22 13l3-3" stroke={ink} strokeOpacity="0.35" />
        )}
        <text x="13" y="10.6" fontSize="10" textAnchor="middle" fill={ink} fontWeight="600">
          {style.mark}
        </text>
      </svg>
    )
  }
  return (
    <svg viewBox="0 0 26 14" width="26" height="14" aria-hidden="true">
      {others[id]}
    </svg>
  )
}

/** Marks of repeat places and warnings. */
const others: Record<string, ReactNode> = {
  active: (
    <>
      <circle cx="13" cy="7" r="6" fill="var(--accent)" />
      <text x="13" y="10.4" fontSize="9" textAnchor="middle" fill="var(--on-accent)">
        3
      </text>
    </>
  ),
  past: <circle cx="13" cy="7" r="5.2" fill="var(--panel)" stroke="var(--accent)" strokeWidth="2" />,
  shared: <circle cx="13" cy="7" r="5.2" fill="var(--panel)" stroke="var(--ink-soft)" />,
  'warning.active': (
    <rect
      x="3"
      y="2"
      width="20"
      height="10"
      rx="5"
      fill="var(--warn-soft)"
      stroke="var(--warn)"
      strokeWidth="2"
    />
  ),
  'warning.grown': (
    <rect
      x="3"
      y="2"
      width="20"
      height="10"
      rx="5"
      fill="var(--warn-soft)"
      stroke="var(--warn)"
      strokeWidth="3.6"
    />
  ),
  'warning.dismissed': (
    <rect
      x="3"
      y="2"
      width="20"
      height="10"
      rx="5"
      fill="none"
      stroke="var(--ink-soft)"
      strokeWidth="1.6"
      strokeDasharray="3 2"
    />
  ),
}
