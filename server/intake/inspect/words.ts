/** A value of ours and the texts that mean it; the first rule that fits counts. */
type Rules = readonly (readonly [string, RegExp])[]

const statusRules: Rules = [
  ['duplicate', /重复|duplicate/i],
  ['void', /作废|撤销|取消|void|cancel/i],
  ['rejected', /不予受理|驳回|拒绝|不受理|reject|denied/i],
  ['suspended', /挂账|缓办|挂起|暂停|延期|suspend|on hold|deferred/i],
  ['returned', /退回|退单|返回|return|reopen/i],
  ['handled', /待核查|待核实|待回访|已处置|已处理|已反馈|待结案|handled|resolved|completed - verify/i],
  ['closed', /办结|结案|已完成|完结|归档|关闭|closed?|complete|done|finished/i],
  [
    'in_progress',
    /处理中|办理中|处置中|进行中|已签收|已接单|in.?progress|pending|assigned|accepted|queued|open/i,
  ],
  ['dispatched', /已派遣|已派单|已转办|已交办|待签收|待处置|待处理|dispatch/i],
  ['filed', /立案|待派遣|待派单|已受理|filed/i],
  ['reported', /上报|登记|待受理|新建|新增|new|reported|submitted/i],
]

const urgencyRules: Rules = [
  ['danger', /特急|危险|重大|danger|critical|emergency/i],
  ['normal', /不紧急|一般|普通|平件|正常|normal|low|medium|standard/i],
  ['urgent', /紧急|加急|急件|急|urgent|high/i],
]

const sourceRules: Rules = [
  ['hotline_12345', /12345|热线|便民服务|hotline/i],
  ['grid_inspection', /网格|巡查|巡检|inspection/i],
  ['sensor', /物联|传感|视频|摄像|智能|sensor|camera/i],
  ['media', /媒体|舆情|微博|网络|media/i],
  ['superior', /上级|督办|领导|superior/i],
  ['department', /部门|委办局|department/i],
  ['resident', /居民|群众|市民|上门|走访|业主|resident|walk.?in/i],
]

const tierRules: Rules = [
  ['grid', /网格|grid/i],
  ['community', /社区|居委|村|community/i],
  ['street', /街道|镇|乡|street/i],
  ['department', /部门|局|委|department/i],
  ['centre', /中心|区级|center|centre|district/i],
  ['city', /市|city/i],
]

const kindRules: Rules = [
  ['returned', /退回|退单|return/i],
  ['reworked', /返工|重办|rework/i],
  ['reopened', /重开|reopen|unmatched/i],
  ['escalated', /上报|升级|提级|escalat/i],
  ['co_assigned', /协办|会办|co.?assign/i],
  ['transferred', /转办|转派|移交|transfer/i],
  ['supervised', /督办|催办|supervis/i],
  ['suspended', /挂账|缓办|暂停|挂起|\bwait|suspend/i],
  ['resumed', /恢复|resume/i],
  ['contacted', /联系|回电|contact/i],
  ['verified', /核实|核查|回访|verif/i],
  ['closed', /办结|结案|归档|关闭|closed?/i],
  ['handled', /处置|处理|反馈|办理|complet|resolved|handled/i],
  ['signed', /签收|接单|accept|signed/i],
  ['dispatched', /派遣|派单|交办|dispatch|assign|queued/i],
  ['filed', /立案|受理|filed/i],
  ['reported', /登记|新建|创建|report|create|open/i],
]

const rulesOf: Readonly<Record<string, Rules>> = {
  status: statusRules,
  urgency: urgencyRules,
  source: sourceRules,
  tier: tierRules,
  solved_tier: tierRules,
  from_tier: tierRules,
  to_tier: tierRules,
  kind: kindRules,
}

/** Fields whose values must be ours: a text that cannot be translated is proposed as "no value", to be edited. */
const closed = new Set(['status', 'urgency', 'kind'])

/** A translation of a column's values for a field of ours; undefined when the field has none or none is needed. */
export function translationFor(
  field: string,
  texts: ReadonlySet<string>,
): Record<string, string | null> | undefined {
  const rules = rulesOf[field]
  if (!rules || texts.size > 60) return undefined
  const entries = [...texts].map((text): [string, string | null] => [text, ours(text, rules)])
  const useful = entries.filter(([text, value]) => value !== text && (value !== null || closed.has(field)))
  return useful.length > 0 ? Object.fromEntries(useful) : undefined
}

function ours(text: string, rules: Rules): string | null {
  if (rules.some(([value]) => value === text)) return text
  return rules.find(([, words]) => words.test(text))?.[0] ?? null
}
