import { joined, type Piece, type PieceSource } from '../read/index.ts'
import { Crew } from './crew.ts'
import type { Taken, Work } from './job.ts'

interface Ahead {
  piece: Piece
  taken: Promise<Taken | undefined>
}

/**
 * What the pieces of a file come to, in the order of the file, taken by several threads. The blocks of each are used again
 * when the next is asked for. A piece that ends within a value is joined with the next one and taken again; what that came
 * to by itself is dropped, as it began in the middle.
 */
export async function* takenInOrder(source: PieceSource, work: Work, threads: number): AsyncGenerator<Taken> {
  const crew = new Crew({ layout: source.layout, work }, threads)
  const pieces = source.pieces()
  const ahead: Ahead[] = []
  const send = (piece: Piece): Ahead => {
    const taken = crew.take(piece)
    // it is told of when its turn comes
    taken.catch(() => undefined)
    return { piece, taken }
  }
  const more = async () => {
    const next = await pieces.next()
    if (!next.done) ahead.push(send(next.value))
    return !next.done
  }
  try {
    for (;;) {
      while (ahead.length <= threads + 1 && (await more())) {}
      const first = ahead.shift()
      if (!first) return
      const taken = await first.taken
      if (taken) {
        yield taken
        crew.reuse(taken.blocks)
      } else {
        if (ahead.length === 0 && !(await more())) throw new Error('the last piece of a file has an end')
        const next = ahead.shift()!
        await next.taken.catch(() => undefined)
        ahead.unshift(send(joined(first.piece, next.piece)))
      }
    }
  } finally {
    await pieces.return(undefined)
    await crew.end()
  }
}
