import type { ReactNode } from 'react'

/** A part of a panel that scrolls, named for those who cannot see it and reached by the keyboard. */
export function Scrolling(props: { label: string; className: string | undefined; children: ReactNode }) {
  const { label, className, children } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
