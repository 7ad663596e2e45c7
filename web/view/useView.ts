import { useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { decodeView, encodeView, type Note, parseSearch, type RawSearch } from './address.ts'
import type { View } from './fields.ts'

/** What was read from the address, and the one way to change it. */
export interface ViewHandle {
  view: View
  notes: Note[]
  /** changes fields, settled once the address has changed; `replace` leaves no step in the browser's history */
  setView: (patch: Partial<View>, options?: { replace?: boolean }) => Promise<void>
}

/** The view of the page, read from its address. */
export function useView(): ViewHandle {
  const search = useLocation({ select: (location) => location.searchStr })
  const navigate = useNavigate()
  const { view, notes } = useMemo(() => decodeView(parseSearch(search)), [search])
  const setView = useCallback(
    (patch: Partial<View>, options: { replace?: boolean } = {}) => {
      return navigate({
        to: '.',
        search: encodeView({ ...view, ...patch }),
        replace: options.replace ?? false,
      })
    },
    [navigate, view],
  )
  return { view, notes, setView }
}

/** The query that keeps a view when the page changes, with parts of it changed. */
export function searchFor(view: View, patch: Partial<View> = {}): RawSearch {
  return encodeView({ ...view, ...patch })
}
