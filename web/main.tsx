import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme.css'
import { createQueryClient } from './api/index.ts'
import { router } from './screens/router.tsx'

const host = document.getElementById('app')
if (!host) throw new Error('index.html has no #app')
createRoot(host).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
