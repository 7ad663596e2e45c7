/** A look at both clocks, in ms: the calendar's, which can be set, and a steady one, which may stop in sleep. */
export interface Look {
  calendar: number
  steady: number
}

const lookEvery = 5_000
/** Milliseconds that the clocks may drift apart between two looks without anything having happened. */
const drift = 5_000

/** How much further the calendar went than the steady clock between two looks, in ms; 0 where they went together. */
export function jumpOf(before: Look, now: Look): number {
  const apart = now.calendar - before.calendar - (now.steady - before.steady)
  return Math.abs(apart) > drift ? apart : 0
}

/** Tells when the machine slept or somebody set its clock, by how many ms. The answer ends it. */
export function watchJumps(onJump: (ms: number) => void): () => void {
  const look = (): Look => ({ calendar: Date.now(), steady: performance.now() })
  let before = look()
  const timer = setInterval(() => {
    const now = look()
    const jump = jumpOf(before, now)
    before = now
    if (jump !== 0) onJump(jump)
  }, lookEvery)
  return () => clearInterval(timer)
}
