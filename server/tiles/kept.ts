import { callerKey } from '../access/index.ts'
import { type Asking, asOfOf } from '../filter/index.ts'
import type { Ground, Layer, LayerQuestion } from '../layers/index.ts'
import { Places, type WholeLayer } from './whole.ts'

/** Corners that are kept in all: some 100 MB of them. */
const mostCorners = 1_000_000

interface Kept {
  version: number
  making: Promise<WholeLayer>
  corners: number
}

/** Layers that tiles are cut from, made once a question and data version; those asked for last are kept. */
export class KeptLayers {
  private readonly kept = new Map<string, Kept>()
  /** kept as long as whoever made the ground keeps it */
  private readonly places = new WeakMap<Ground, Places>()

  /** Where the features of a ground are on the map. */
  placesOf(ground: Ground): Places {
    const known = this.places.get(ground) ?? new Places(ground.map(({ geometry }) => geometry))
    this.places.set(ground, known)
    return known
  }

  /** The layer of a question. `make` is not stopped by one asker who leaves, since others may wait for it. */
  async whole(
    asking: Asking,
    layer: Layer,
    question: LayerQuestion,
    make: (shared: Asking) => Promise<WholeLayer>,
  ): Promise<WholeLayer> {
    const { caller, centre } = asking
    const key = JSON.stringify([
      centre.version,
      asOfOf(asking, question.filter),
      callerKey(caller),
      layer.id,
      question,
    ])
    const known = this.kept.get(key)
    if (known) {
      // the last asked for is the last to go
      this.kept.delete(key)
      this.kept.set(key, known)
      return await known.making
    }
    const made: Kept = {
      version: centre.version,
      making: make({ ...asking, signal: undefined }),
      corners: 0,
    }
    this.kept.set(key, made)
    try {
      const whole = await made.making
      made.corners = whole.cost
      this.letGo(centre.version)
      return whole
    } catch (cause) {
      this.kept.delete(key)
      throw cause
    }
  }

  /** Lets go of what an earlier data version told, and of the longest unasked while it is too much. */
  private letGo(version: number): void {
    let corners = 0
    for (const [key, kept] of [...this.kept].reverse()) {
      corners += kept.corners
      if (kept.version < version || (corners > mostCorners && corners > kept.corners)) this.kept.delete(key)
    }
  }
}
