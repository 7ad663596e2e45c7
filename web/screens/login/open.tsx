import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from '../../api/index.ts'
import { LoginScreen } from './LoginScreen.tsx'

/** Draws the page to log in at. */
export function open(host: HTMLElement): void {
  createRoot(host).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <LoginScreen />
      </QueryClientProvider>
    </StrictMode>,
  )
}
