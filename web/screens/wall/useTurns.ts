import { useCallback, useEffect, useRef, useState } from 'react'
import { withScene } from '../../view/wall.ts'
import { sceneAfter, type WallScene } from './scenes.ts'

/** Whose turn it is, and how to change it. */
export interface Turns {
  scene: WallScene
  /** place of the scene, from 1 */
  at: number
  paused: boolean
  /** whether scenes follow each other by themselves just now */
  turning: boolean
  /** of the steady clock: when the scene came */
  turnedAt: () => number
}

/**
 * Shows one scene after another, each `seconds` long; 0 stands still. While `held` the time stands too. The address
 * always names the scene that is shown, so that a reload comes back to it.
 */
export function useTurns(
  scenes: readonly WallScene[],
  wanted: string | null,
  { seconds, held, onEscape }: { seconds: number; held: boolean; onEscape: () => void },
): Turns {
  const [chosen, setChosen] = useState(wanted)
  const [paused, setPaused] = useState(false)
  const turnedAt = useRef(performance.now())
  const scene = scenes.find(({ id }) => id === chosen) ?? scenes[0] ?? { id: 'overview', kind: 'overview' }
  const turn = useCallback((to: string) => {
    turnedAt.current = performance.now()
    setChosen(to)
    history.replaceState(null, '', withScene(location.search, to))
  }, [])
  const turning = seconds > 0 && !paused && !held && scenes.length > 1
  useEffect(() => {
    if (!turning) return
    const timer = setTimeout(() => turn(sceneAfter(scenes, scene.id, 1)), seconds * 1000)
    return () => clearTimeout(timer)
  }, [turning, scenes, scene.id, seconds, turn])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const move = moveOf(event.key, scenes, scene.id)
      if (move !== null) turn(move)
      else if (event.key === ' ') setPaused((was) => !was)
      else if (event.key === 'Escape') onEscape()
      else if (event.key === 'f' || event.key === 'F') void fillScreen()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [scenes, scene.id, turn, onEscape])
  return {
    scene,
    at: scenes.findIndex(({ id }) => id === scene.id) + 1,
    paused,
    turning,
    turnedAt: useCallback(() => turnedAt.current, []),
  }
}

/** The scene a key leads to: arrows to the next and the last, digits to the first ten, Home and End to the ends. */
export function moveOf(key: string, scenes: readonly WallScene[], at: string): string | null {
  if (key === 'ArrowRight' || key === 'ArrowDown' || key === 'PageDown') return sceneAfter(scenes, at, 1)
  if (key === 'ArrowLeft' || key === 'ArrowUp' || key === 'PageUp') return sceneAfter(scenes, at, -1)
  if (key === 'Home') return scenes[0]?.id ?? null
  if (key === 'End') return scenes.at(-1)?.id ?? null
  if (/^\d$/.test(key)) return scenes[(Number(key) + 9) % 10]?.id ?? null
  return null
}

async function fillScreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen()
    else await document.documentElement.requestFullscreen()
  } catch {
    // a browser may refuse; the picture is the same
  }
}
