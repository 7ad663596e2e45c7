import type { Measure } from '@grid/data/contract'
import { type CentreRecord, isHotline } from '../centre/index.ts'
import { type Sql, sql } from '../store/index.ts'

/** The tiers that solve within the community. */
export const inCommunity = ['grid', 'community'] as const

/** Something a centre must have for a measure to say anything. */
interface Asset {
  /** a condition over ticket `t`: one ticket that meets it is enough; a centre without tickets lacks nothing yet */
  tickets?: Sql
  /** what the centre itself must have */
  centre?: (centre: CentreRecord) => boolean
  /** what is missing, in words */
  why: NonNullable<Measure['why']>
}

const asset = <const Name extends string>(assets: Readonly<Record<Name, Asset>>) => assets

/** What measures need, by name. */
export const assets = asset({
  deadlines: {
    tickets: sql`t.due_s IS NOT NULL`,
    why: { en: 'no ticket has a deadline', zh: '工单均无办理时限' },
  },
  'solving tiers': {
    tickets: sql`t.solved_tier IS NOT NULL`,
    why: { en: 'no ticket names the tier that solved it', zh: '工单均未记录解决层级' },
  },
  'a grid or community tier': {
    centre: ({ tiers }) => inCommunity.some((id) => tiers.withId(id)),
    why: { en: 'the centre has no grid or community tier', zh: '没有网格或社区层级' },
  },
  'proactive sources': {
    centre: ({ sources }) => sources.members.some(({ proactive }) => proactive),
    why: { en: 'no source of the centre is marked as proactive', zh: '没有标记为主动发现的来源' },
  },
  'a hotline': {
    centre: ({ sources }) => sources.members.some(isHotline),
    why: { en: 'no source of the centre is a hotline', zh: '没有热线来源' },
  },
  households: {
    why: { en: 'no area has a number of households', zh: '各区域均无户数' },
  },
  'callbacks about solving': {
    tickets: sql`t.solved IS NOT NULL`,
    why: { en: 'no callback says whether a ticket was solved', zh: '没有解决情况回访结果' },
  },
  'callbacks about satisfaction': {
    tickets: sql`t.satisfied IS NOT NULL`,
    why: { en: 'no callback says whether people were satisfied', zh: '没有满意度回访结果' },
  },
  'rules of first contact': {
    centre: ({ pack }) => pack.deadlines.firstContact.length > 0,
    why: { en: 'the centre has no limits for the first contact', zh: '未设定首次联系时限' },
  },
  'first contacts': {
    tickets: sql`t.first_contact_s IS NOT NULL`,
    why: { en: 'no ticket records its first contact', zh: '工单均未记录首次联系时间' },
  },
  'handling times': {
    tickets: sql`t.handling_seconds IS NOT NULL`,
    why: { en: 'no ticket records when it was handled or closed', zh: '工单均未记录处置或结案时间' },
  },
  'times of tiers': {
    tickets: sql`t.tier_seconds IS NOT NULL`,
    why: { en: 'neither logs nor tickets tell how long a tier had them', zh: '没有载明各层级经办时长' },
  },
  handling: {
    tickets: sql`t.handled_s IS NOT NULL`,
    why: { en: 'no ticket records when it was handled', zh: '工单均未记录处置时间' },
  },
  dispatches: {
    tickets: sql`t.dispatched_s IS NOT NULL`,
    why: { en: 'no ticket records its dispatch', zh: '工单均未记录派遣时间' },
  },
  returns: {
    tickets: sql`t.logged OR t.given_counts % 2 = 1`,
    why: { en: 'neither logs nor counts tell of returns', zh: '没有流转记录或退回次数' },
  },
  reworks: {
    tickets: sql`t.logged OR t.given_counts >= 4`,
    why: { en: 'neither logs nor counts tell of reworks', zh: '没有流转记录或返工次数' },
  },
  logs: {
    tickets: sql`t.logged`,
    why: { en: 'no ticket has a log of its own', zh: '工单均无流转记录' },
  },
  'units in logs': {
    tickets: sql`t.hand_offs IS NOT NULL`,
    why: { en: 'no log names the units that handled a ticket', zh: '流转记录未记载承办单位' },
  },
  'tiers in logs': {
    tickets: sql`t.first_tier IS NOT NULL OR t.escalated_s IS NOT NULL`,
    why: { en: 'no log names the tiers that handled a ticket', zh: '流转记录未记载办理层级' },
  },
  points: {
    tickets: sql`t.lon IS NOT NULL AND t.category IS NOT NULL`,
    why: { en: 'no ticket has both a point and a category', zh: '没有既有坐标又有类别的工单' },
  },
  checklists: {
    centre: ({ pack }) => pack.checklists.some(({ items }) => items.length > 0),
    tickets: sql`t.list_tier IS NOT NULL`,
    why: {
      en: 'the centre has no checklists, or none carries a ticket',
      zh: '没有清单，或清单未涵盖任何工单',
    },
  },
})

export type Need = keyof typeof assets
