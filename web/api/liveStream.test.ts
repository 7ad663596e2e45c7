import { describe, expect, it } from 'vitest'
import { StreamText } from './liveStream.ts'

describe('the text of a stream', () => {
  it('gives messages once they are whole, however the text is cut', () => {
    const whole =
      'retry: 2000\n\nid: 7\nevent: ticket\ndata: {"a":1}\n\n: nothing\n\nevent: beat\ndata: {"b":2}\n\n'
    const expected = [
      { event: 'ticket', id: '7', data: '{"a":1}' },
      { event: 'beat', id: undefined, data: '{"b":2}' },
    ]
    for (let cut = 0; cut <= whole.length; cut++) {
      const text = new StreamText()
      expect([...text.add(whole.slice(0, cut)), ...text.add(whole.slice(cut))]).toEqual(expected)
    }
  })

  it('joins lines of data, and takes lines that end as on Windows', () => {
    expect(new StreamText().add('data: a\r\ndata: b\r\n\r\n')).toEqual([
      { event: 'message', id: undefined, data: 'a\nb' },
    ])
  })
})
