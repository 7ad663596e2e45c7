import { useSyncExternalStore } from 'react'
import { z } from 'zod'

/** A view under a name, kept by this browser. */
export interface SavedView {
  name: string
  /** the query of its address, with its question mark, or nothing */
  search: string
}

const key = 'grid.views'
const Saved = z.array(z.object({ name: z.string(), search: z.string() }))
const listeners = new Set<() => void>()
const none: readonly SavedView[] = []
let read: { text: string | null; views: readonly SavedView[] } = { text: null, views: none }

/** The saved views, in the order of their names; what was stored and is none is passed over. */
export function useSavedViews(): readonly SavedView[] {
  return useSyncExternalStore(subscribe, recall)
}

/** Keeps a view under a name, in place of one that has it; false where the browser keeps nothing. */
export function saveView(view: SavedView): boolean {
  const others = recall().filter(({ name }) => name !== view.name)
  return store([...others, view].toSorted((a, b) => a.name.localeCompare(b.name)))
}

/** Forgets a view; false where the browser keeps nothing. */
export function forgetView(name: string): boolean {
  return store(recall().filter((view) => view.name !== name))
}

function recall(): readonly SavedView[] {
  try {
    const text = localStorage.getItem(key)
    if (text !== read.text) read = { text, views: parsed(text) }
  } catch {
    // storage is forbidden: nothing is kept
  }
  return read.views
}

function parsed(text: string | null): readonly SavedView[] {
  if (text === null) return none
  try {
    const found = Saved.safeParse(JSON.parse(text))
    return found.success ? found.data : none
  } catch {
    return none
  }
}

function store(views: readonly SavedView[]): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(views))
  } catch {
    return false
  }
  for (const listener of listeners) listener()
  return true
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
