import { useSyncExternalStore } from 'react'
import { isLang, type Lang } from '../lib/lang.ts'
import type { Theme } from '../lib/tokens.ts'
import type { View } from './fields.ts'

const keys = { lang: 'grid.lang', theme: 'grid.theme' } as const
const listeners = new Set<() => void>()

/** Storage may be forbidden by the browser; then nothing is remembered, and nothing breaks. */
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Remembers a choice of this browser for the next visit. */
export function remember(what: keyof typeof keys, value: Lang | Theme): void {
  try {
    localStorage.setItem(keys[what], value)
  } catch {
    // the choice still holds through the address
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** The first of the browser's languages that we speak. */
export function browserLang(languages: readonly string[]): Lang {
  for (const tag of languages) {
    const base = tag.toLowerCase().split('-')[0]
    if (isLang(base)) return base
  }
  return 'en'
}

/** The language in force: the address, then what was remembered, then the browser's. */
export function useViewLang(view: Pick<View, 'lang'>): Lang {
  const kept = useSyncExternalStore(subscribe, () => recall(keys.lang))
  return view.lang ?? (isLang(kept) ? kept : browserLang(navigator.languages))
}

/** The colours in force: the address, then what was remembered, then light. */
export function useViewTheme(view: Pick<View, 'theme'>): Theme {
  const kept = useSyncExternalStore(subscribe, () => recall(keys.theme))
  return view.theme ?? (kept === 'dark' ? 'dark' : 'light')
}
