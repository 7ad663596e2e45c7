import { useCallback, useEffect, useRef, useState } from 'react'
import { type FileQuestion, fetchFile } from '../api/index.ts'

/** How far the saving of a file is. */
export type FileState =
  | { is: 'idle' }
  | { is: 'fetching'; bytes: number }
  | { is: 'saved'; name: string; bytes: number }
  | { is: 'cancelled' }
  | { is: 'failed'; error: Error }

/** Fetches a file and hands it to the browser to keep; `cancel` stops it, and the server's work with it. */
export function useFile() {
  const [state, setState] = useState<FileState>({ is: 'idle' })
  const running = useRef<AbortController>(undefined)
  const save = useCallback(async (question: FileQuestion, name: string) => {
    running.current?.abort()
    const work = new AbortController()
    running.current = work
    setState({ is: 'fetching', bytes: 0 })
    try {
      const onBytes = (bytes: number) => running.current === work && setState({ is: 'fetching', bytes })
      const blob = await fetchFile(question, { signal: work.signal, onBytes })
      keep(blob, name)
      setState({ is: 'saved', name, bytes: blob.size })
    } catch (thrown) {
      if (running.current !== work) return
      setState(
        work.signal.aborted
          ? { is: 'cancelled' }
          : { is: 'failed', error: thrown instanceof Error ? thrown : new Error(String(thrown)) },
      )
    }
  }, [])
  const cancel = useCallback(() => running.current?.abort(), [])
  useEffect(
    () => () => {
      const work = running.current
      running.current = undefined
      work?.abort()
    },
    [],
  )
  return { state, save, cancel }
}

/** Hands a file to the browser as a download. */
export function keep(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // the browser has taken it by the time it is idle again
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
