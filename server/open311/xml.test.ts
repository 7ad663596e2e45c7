import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accepted, namedBy } from './format.ts'
import { xmlDocument } from './xml.ts'
import { xmlTree } from './xml-tree.ts'

describe('a document of GeoReport', () => {
  it('names the members of lists, writes nothing as an empty element and escapes', () => {
    expect(xmlDocument('services', [{ service_code: 'a&b', description: null, metadata: true }])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<services><service><service_code>a&amp;b</service_code><description/>' +
        '<metadata>true</metadata></service></services>\n',
    )
    expect(xmlDocument('errors', [])).toContain('<errors/>')
  })

  it('carries any text there and back, less what XML cannot hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 5 }),
        (texts) => {
          const rows = texts.map((description, index) => ({ service_request_id: `r${index}`, description }))
          const read = xmlTree(xmlDocument('service_requests', rows))
          // a reader makes one line end of the three there are
          const kept = (text: string) =>
            [...text]
              .filter((one) => /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(one))
              .join('')
              .replace(/\r\n?/g, '\n')
          expect(read).toEqual({
            root: 'service_requests',
            told: rows.map(({ service_request_id, description }) => ({
              service_request_id,
              description: kept(description) || null,
            })),
          })
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is refused with a document type, so that no entity is ever read', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "lol">]><service_requests><request>&x;</request></service_requests>'
    expect(() => xmlTree(bomb)).toThrow('document type')
    expect(() => xmlTree('<a>&unknown;</a>')).toThrow()
    expect(() => xmlTree(`${'<a>'.repeat(30)}${'</a>'.repeat(30)}`)).toThrow('too deep')
    expect(() => xmlTree('<a><b></a>')).toThrow()
  })
})

describe('the form of an answer', () => {
  it.each([
    ['services.xml', 'application/json', { name: 'services', format: 'xml' }],
    ['services.json', 'text/xml', { name: 'services', format: 'json' }],
    ['a.b.json', undefined, { name: 'a.b', format: 'json' }],
    ['services', 'text/xml', { name: 'services', format: 'xml' }],
    ['services', undefined, { name: 'services', format: 'json' }],
  ] as const)('%s accepting %s', (part, accept, expected) => {
    expect(namedBy(part, accept)).toEqual(expected)
  })

  it('follows the weights of an Accept header', () => {
    expect(accepted('application/json;q=0.5, application/xml;q=0.9')).toBe('xml')
    expect(accepted('text/xml, application/json')).toBe('json')
    expect(accepted('text/html, */*')).toBe('json')
  })
})
