import { existsSync } from 'node:fs'
import { Mapping } from '@grid/data/contract'
import gcoord from 'gcoord'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFiles } from '../../../test/fixtures/intake/files.ts'
import { gbkBytes } from '../../../test/fixtures/intake/gb18030.ts'
import { inspectFile } from './index.ts'

const files = temporaryFiles()
afterAll(files.remove)

/** A box some 20 km wide around Gaoling. */
const outline = [109, 34.4, 109.2, 34.6] as const

/** Positions all over the box, from edge to edge. */
const positions = Array.from({ length: 441 }, (_, index): [number, number] => [
  109.0005 + (index % 21) * 0.00995,
  34.4005 + Math.floor(index / 21) * 0.00995,
])

function table(header: string, rows: readonly (readonly (string | number)[])[]): string {
  return `${header}\n${rows.map((row) => row.join(',')).join('\n')}\n`
}

describe('a Chinese export', () => {
  const rows = positions
    .slice(0, 60)
    .map(([lon, lat], index) => [
      `GL2024${String(index).padStart(6, '0')}`,
      `2024/7/${(index % 28) + 1} 8:05`,
      index % 3 === 0 ? '' : `2024/7/${(index % 28) + 1} 18:05`,
      ['12345热线', '网格巡查', '居民上门'][index % 3] ?? '',
      ['环境卫生', '水电气暖'][index % 2] ?? '',
      ['已办结', '处理中', '另行研究'][index % 3] ?? '',
      ['一般', '紧急'][index % 2] ?? '',
      lon,
      lat,
      `138000000${index}`,
    ])
  const text = table('工单编号,上报时间,办结时间,来源,问题类别,状态,紧急程度,经度,纬度,联系电话', rows)

  it('becomes a mapping, its encoding found', async () => {
    const path = files.write('gbk.csv', gbkBytes(text))
    const found = await inspectFile(path, { outline, timeZone: 'Asia/Shanghai' })
    expect(found).toMatchObject({
      format: 'csv',
      encoding: 'gb18030',
      sampled: 60,
      complete: true,
      what: 'tickets',
    })
    expect(found.ids[0]).toBe('工单编号')
    expect(Mapping.parse(found.mapping)).toEqual({
      encoding: 'gb18030',
      crs: 'EPSG:4326',
      timeZone: 'Asia/Shanghai',
      fields: {
        id: '工单编号',
        source: {
          column: '来源',
          values: { '12345热线': 'hotline_12345', 网格巡查: 'grid_inspection', 居民上门: 'resident' },
        },
        category: '问题类别',
        urgency: { column: '紧急程度', values: { 一般: 'normal', 紧急: 'urgent' } },
        lon: '经度',
        lat: '纬度',
        reported_at: '上报时间',
        closed_at: '办结时间',
        status: { column: '状态', values: { 已办结: 'closed', 处理中: 'in_progress', 另行研究: null } },
      },
    })
    expect(found.notes.join('\n')).toContain('it is read as gb18030')
    expect(found.notes.join('\n')).toContain(
      'status: decide what these mean, they are "no value" for now: 另行研究',
    )
    expect(found.notes.join('\n')).toContain('left out because they are about persons: 联系电话')
    expect(found.columns.find(({ name }) => name === '办结时间')).toMatchObject({
      type: 'time',
      empty: 1 / 3,
    })
  })
})

describe('coordinates', () => {
  const best = async (pairs: readonly (readonly [number, number])[], header = 'id,x,y') => {
    const rows = pairs.map(([x, y], index) => [`T${index}`, x, y])
    const found = await inspectFile(files.write('points.csv', table(header, rows)), { outline })
    return { ...found, fit: found.coordinates[0]?.systems[0] }
  }

  it('tells WGS-84, GCJ-02 and BD-09 apart where points reach the edges, and says what it cannot tell', async () => {
    const wgs = await best(positions)
    expect(wgs.fit).toEqual({ crs: 'EPSG:4326', swapped: false, inside: 1 })
    expect(wgs.notes.join('\n')).toContain('differ by about 500 m')
    for (const crs of ['GCJ-02', 'BD-09'] as const) {
      const to = crs === 'GCJ-02' ? gcoord.GCJ02 : gcoord.BD09
      const shifted = positions.map(([lon, lat]): [number, number] => {
        const [x = 0, y = 0] = gcoord.transform([lon, lat], gcoord.WGS84, to)
        return [x, y]
      })
      const { fit, mapping } = await best(shifted)
      expect(fit).toEqual({ crs, swapped: false, inside: 1 })
      expect(mapping.crs).toBe(crs)
    }
  })

  it('notices that latitude and longitude are swapped, and maps them right', async () => {
    const { fit, mapping, notes } = await best(
      positions.map(([lon, lat]) => [lat, lon]),
      'id,经度,纬度',
    )
    expect(fit).toEqual({ crs: 'EPSG:4326', swapped: true, inside: 1 })
    expect(mapping.fields).toMatchObject({ lon: '纬度', lat: '经度' })
    expect(notes.join('\n')).toContain('look swapped')
  })

  it('finds projected systems, eastings first or second', async () => {
    // by gdaltransform from EPSG:4326 to 4545 (CGCS2000, 3 degrees, 108° E) and to 32649 (UTM 49 N)
    const gauss = [
      [596433.931, 3819625.421],
      [600965.858, 3825221.193],
      [602887.71, 3817475.61],
    ] as const
    const { fit, notes } = await best(gauss)
    expect(fit).toEqual({ crs: 'EPSG:4545', swapped: false, inside: 1 })
    expect(notes.join('\n')).toContain('fit as well')
    expect((await best(gauss.map(([x, y]): [number, number] => [y, x]))).fit).toMatchObject({ swapped: true })
    const { fit: utm } = await best([
      [320971.182, 3819323.216],
      [325666.544, 3824781.291],
      [327357.477, 3816983.321],
    ])
    expect(utm).toEqual({ crs: 'EPSG:32649', swapped: false, inside: 1 })
  })

  it('finds the columns by their values when no name tells them', async () => {
    const rows = positions.map(([lon, lat], index) => [`T${index}`, index % 7, lon, lat])
    const { coordinates } = await inspectFile(files.write('plain.csv', table('k,n,p,q', rows)), { outline })
    expect(coordinates[0]).toMatchObject({ x: 'p', y: 'q' })
    expect(coordinates[0]?.systems[0]).toEqual({ crs: 'EPSG:4326', swapped: false, inside: 1 })
  })

  it('does not pretend to know without an outline', async () => {
    const rows = positions.map(([lon, lat], index) => [`T${index}`, lon, lat])
    const { coordinates, notes } = await inspectFile(files.write('no.csv', table('id,lon,lat', rows)))
    expect(coordinates[0]?.systems[0]).toEqual({ crs: 'EPSG:4326', swapped: false, inside: undefined })
    expect(notes.join('\n')).toContain('only a guess')
  })
})

describe('dates', () => {
  const dates = async (values: readonly (string | number)[], name = 'reported_at') => {
    const rows = values.map((value, index) => [`T${index}`, value])
    return inspectFile(files.write('dates.csv', table(`id,${name}`, rows)), { timeZone: 'America/New_York' })
  }

  it.each<[string[], string[]]>([
    [['2024-07-01 08:05', '2024-07-02 09:05'], []],
    [['07/13/2024 08:05:00 PM', '07/02/2024 09:05:00 AM'], ['MM/dd/yyyy hh:mm:ss a']],
    [['13/07/2024', '02/07/2024'], ['dd/MM/yyyy']],
    [['13.07.2024 20:05', '02.07.2024 09:05'], ['dd.MM.yyyy HH:mm']],
    [['20240713200500', '20240702090500'], ['yyyyMMddHHmmss']],
    [['1720901100', '1719925500'], ['unix']],
    [['1720901100123', '1719925500123'], ['unix_ms']],
    [['45474.5', '45475.25'], ['excel']],
  ])('%j are read by %j', async (values, forms) => {
    const { dates: found } = await dates(values)
    expect(found).toEqual([
      expect.objectContaining({ column: 'reported_at', forms, share: 1, ambiguous: [] }),
    ])
  })

  it('says when day and month cannot be told apart', async () => {
    const { dates: found, notes } = await dates(['03/04/2024', '05/06/2024'])
    expect(found[0]).toMatchObject({ forms: ['MM/dd/yyyy'], ambiguous: ['dd/MM/yyyy'] })
    expect(notes.join('\n')).toContain('which is day and which month')
  })

  it('proposes both forms of a column written in two', async () => {
    const { dates: found, mapping } = await dates([
      '2024-07-01 08:05',
      '13/07/2024',
      '2024-07-03 08:05',
      '2024-07-04 08:05',
    ])
    expect(found[0]).toMatchObject({ forms: ['iso', 'dd/MM/yyyy'], share: 1 })
    expect(mapping.fields.reported_at).toMatchObject({ format: ['iso', 'dd/MM/yyyy'] })
  })

  it('does not take numbers for times unless the name says so', async () => {
    expect((await dates([20240713, 20240702], 'amount')).dates).toEqual([])
  })
})

describe('what a file holds', () => {
  it('is areas where there are outlines', async () => {
    const ring = [
      [109.05, 34.45],
      [109.15, 34.45],
      [109.1, 34.55],
      [109.05, 34.45],
    ]
    const feature = (code: string) => ({
      type: 'Feature',
      properties: { 社区编码: code, 名称: `社区${code}`, 上级编码: '610117001' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    })
    const text = JSON.stringify({ type: 'FeatureCollection', features: [feature('1'), feature('2')] })
    const found = await inspectFile(files.write('areas.geojson', text), { outline })
    expect(found.what).toBe('areas')
    expect(found.mapping).toEqual({
      crs: 'EPSG:4326',
      fields: { code: '社区编码', name: '名称', parent: '上级编码', geometry: '@geometry' },
    })
  })

  it('is events where the same ticket comes again and again', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => [
      `A${index % 20}`,
      `2024-07-01 08:${String(index % 60).padStart(2, '0')}`,
      ['派遣', '退回', '结案'][index % 3] ?? '',
      ['水务局', '城管局'][index % 2] ?? '',
    ])
    const found = await inspectFile(files.write('log.csv', table('工单编号,办理时间,环节,办理单位', rows)))
    expect(found.what).toBe('events')
    expect(found.mapping.fields).toEqual({
      ticket: '工单编号',
      at: '办理时间',
      kind: { column: '环节', values: { 派遣: 'dispatched', 退回: 'returned', 结案: 'closed' } },
      to_unit: '办理单位',
    })
  })
})

const baltimore = new URL('../../../../shared/data/baltimore-311/tickets.csv', import.meta.url)

describe.skipIf(!existsSync(baltimore))('the requests of Baltimore', () => {
  it('are understood by name, form and place', async () => {
    const found = await inspectFile(baltimore.pathname, {
      outline: [-76.72, 39.19, -76.52, 39.38],
      timeZone: 'America/New_York',
    })
    expect(found.mapping).toMatchObject({
      crs: 'EPSG:4326',
      timeZone: 'America/New_York',
      null: ['NA'],
      fields: {
        id: 'SRRecordID',
        reported_at: { column: 'CreatedDate', format: 'MM/dd/yyyy hh:mm:ss a' },
        due_at: { column: 'DueDate', format: 'MM/dd/yyyy hh:mm:ss a' },
        closed_at: { column: 'CloseDate', format: 'MM/dd/yyyy hh:mm:ss a' },
        lon: 'Longitude',
        lat: 'Latitude',
      },
    })
  })
})
