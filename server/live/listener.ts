/** Bytes that may wait in a listener's connection; one that reads slower is let go and resumes when it is back. */
const mostWaiting = 1_000_000

const encoder = new TextEncoder()

/** One message of the stream. `id` is what a listener resumes from. */
export interface Message {
  event: 'hello' | 'ticket' | 'beat' | 'reset'
  id?: number
  data: unknown
}

/** A message as it goes over the wire, made once for all who get it. */
export interface Written {
  id: number | undefined
  bytes: Uint8Array
}

export function written({ event, id, data }: Message): Written {
  const numbered = id === undefined ? '' : `id: ${id}\n`
  return { id, bytes: encoder.encode(`${numbered}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`) }
}

/** Messages as one piece of the stream; undefined where there are none. */
export function together(messages: readonly Written[]): Written | undefined {
  const last = messages.at(-1)
  return last && { id: last.id, bytes: Buffer.concat(messages.map(({ bytes }) => bytes)) }
}

/** One open connection of `text/event-stream`. */
export class Listener {
  readonly stream: ReadableStream<Uint8Array>
  /** number of the last change that was sent */
  last: number
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor(
    readonly caller: string,
    last: number,
    /** whether whoever listens is still let in */
    readonly stands: () => Promise<boolean>,
    private readonly left: (listener: Listener) => void,
  ) {
    this.last = last
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller
          controller.enqueue(encoder.encode('retry: 2000\n\n'))
        },
        cancel: () => this.leave(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: mostWaiting }),
    )
  }

  /** Sends a message, or several together; a listener whose connection holds too much already is let go instead. */
  send({ id, bytes }: Written): void {
    const { controller } = this
    if (!controller) return
    if ((controller.desiredSize ?? 0) <= 0) {
      this.close()
      return
    }
    if (id !== undefined) this.last = id
    controller.enqueue(bytes)
  }

  /** Ends the connection; the listener comes back by itself and resumes. */
  close(): void {
    const { controller } = this
    this.leave()
    controller?.close()
  }

  private leave(): void {
    if (!this.controller) return
    this.controller = undefined
    this.left(this)
  }
}
