/** One message of a `text/event-stream`. */
export interface StreamMessage {
  event: string
  id: string | undefined
  data: unknown
}

/** Reads a `text/event-stream` message by message, as a browser's EventSource would. */
export class EventReader {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>
  private readonly decoder = new TextDecoder()
  private text = ''

  constructor(response: Response) {
    if (!response.body) throw new Error(`there is no stream: ${response.status}`)
    this.reader = response.body.getReader()
  }

  /** The next message; undefined when the stream has ended. */
  async next(): Promise<StreamMessage | undefined> {
    for (;;) {
      const end = this.text.indexOf('\n\n')
      if (end >= 0) {
        const block = this.text.slice(0, end)
        this.text = this.text.slice(end + 2)
        const message = messageOf(block)
        if (message) return message
        continue
      }
      const { done, value } = await this.reader.read()
      if (done) return undefined
      this.text += this.decoder.decode(value, { stream: true })
    }
  }

  /** The next so many messages of one kind, others passed over. */
  async take(count: number, event: string): Promise<StreamMessage[]> {
    const messages: StreamMessage[] = []
    while (messages.length < count) {
      const message = await this.next()
      if (!message) throw new Error(`the stream ended after ${messages.length} of ${count} messages`)
      if (message.event === event) messages.push(message)
    }
    return messages
  }

  /** Hangs up. */
  async close(): Promise<void> {
    await this.reader.cancel()
  }
}

function messageOf(block: string): StreamMessage | undefined {
  const fields = new Map(
    block.split('\n').map((line) => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)] as const
    }),
  )
  const data = fields.get('data')
  if (data === undefined) return undefined
  return { event: fields.get('event') ?? 'message', id: fields.get('id'), data: JSON.parse(data) }
}
