import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { WallApp } from './WallApp.tsx'

/** Draws the control-room display. */
export function open(host: HTMLElement): void {
  createRoot(host).render(
    <StrictMode>
      <WallApp />
    </StrictMode>,
  )
}
