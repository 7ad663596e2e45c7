import { createContext, useContext } from 'react'
import type { Lang } from '../lib/lang.ts'
import type { Theme } from '../lib/tokens.ts'

/** What every drawn thing has to know: the language it speaks and the colours it wears. */
export interface Surface {
  lang: Lang
  theme: Theme
  /** the centre's IANA zone; UTC until the centre is known */
  timeZone: string
}

const SurfaceContext = createContext<Surface>({ lang: 'en', theme: 'light', timeZone: 'UTC' })

export const SurfaceProvider = SurfaceContext.Provider

export function useSurface(): Surface {
  return useContext(SurfaceContext)
}

export function useTheme(): Theme {
  return useContext(SurfaceContext).theme
}

export function useLang(): Lang {
  return useContext(SurfaceContext).lang
}
