/** One message of a `text/event-stream`. */
export interface StreamMessage {
  event: string
  /** of numbered messages: what a listener resumes from */
  id: string | undefined
  data: string
}

/** Cuts the text of a `text/event-stream` into messages as it comes; comments and unknown fields are passed over. */
export class StreamText {
  #rest = ''

  /** The messages that `text` completes, in order. */
  add(text: string): StreamMessage[] {
    this.#rest += text
    const blocks = this.#rest.split(/\r?\n\r?\n/)
    this.#rest = blocks.pop() ?? ''
    return blocks.flatMap((block) => messageOf(block) ?? [])
  }
}

function messageOf(block: string): StreamMessage | undefined {
  const message: StreamMessage = { event: 'message', id: undefined, data: '' }
  const data: string[] = []
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? []
    if (value === undefined) continue
    if (field === 'data') data.push(value)
    else if (field === 'event') message.event = value
    else if (field === 'id') message.id = value
  }
  message.data = data.join('\n')
  return data.length > 0 ? message : undefined
}
