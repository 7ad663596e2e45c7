import { useSyncExternalStore } from 'react'

let size = { width: innerWidth, height: innerHeight }

function subscribe(listener: () => void): () => void {
  const onResize = () => {
    size = { width: innerWidth, height: innerHeight }
    listener()
  }
  window.addEventListener('resize', onResize)
  return () => window.removeEventListener('resize', onResize)
}

/** The size of the window in CSS pixels. */
export function usePicture(): { width: number; height: number } {
  return useSyncExternalStore(subscribe, () => size)
}
