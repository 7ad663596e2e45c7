/** What others call our fields, without spaces and signs, in lower case; the likelier names first. */
type Names = Readonly<Record<string, readonly string[]>>

export const ticketNames: Names = {
  id: [
    '工单编号',
    '工单号',
    '案卷编号',
    '案件编号',
    '事件编号',
    '受理编号',
    '流水号',
    '编号',
    '单号',
    'ticketid',
    'ticket',
    'servicerequestid',
    'srrecordid',
    'servicerequestnum',
    'requestid',
    'caseid',
    'casenumber',
    'srnumber',
    'id',
  ],
  source: [
    '来源',
    '工单来源',
    '问题来源',
    '事件来源',
    '案件来源',
    '受理渠道',
    '渠道',
    'source',
    'methodreceived',
    'channel',
    'origin',
  ],
  category: [
    '类别',
    '问题类别',
    '事件类别',
    '工单类别',
    '类型',
    '问题类型',
    '事件类型',
    '工单类型',
    '分类',
    '小类',
    '大类',
    'category',
    'srtype',
    'servicename',
    'type',
    'complainttype',
    'requesttype',
  ],
  urgency: ['紧急程度', '紧急度', '缓急', '优先级', 'urgency', 'priority'],
  title: ['标题', '工单标题', '主题', '诉求标题', '事件标题', 'title', 'subject'],
  description: [
    '问题描述',
    '描述',
    '内容',
    '诉求内容',
    '工单内容',
    '事件描述',
    'description',
    'details',
    'content',
  ],
  address: [
    '地址',
    '发生地址',
    '事发地址',
    '事发地点',
    '地点',
    '位置',
    '详细地址',
    'address',
    'location',
    'incidentaddress',
  ],
  area: [
    '网格编码',
    '网格编号',
    '网格代码',
    '所属网格',
    '社区编码',
    '社区代码',
    '社区编号',
    '所属社区',
    '社区',
    '街道编码',
    '街道代码',
    '所属街道',
    '街道',
    '区域编码',
    '区划代码',
    'gridcode',
    'communitycode',
    'areacode',
    'area',
    'neighborhood',
    'neighbourhood',
    'community',
  ],
  reported_at: [
    '上报时间',
    '受理时间',
    '来电时间',
    '反映时间',
    '登记时间',
    '创建时间',
    '发生时间',
    '提交时间',
    'reportedat',
    'createddate',
    'requesteddatetime',
    'createdat',
    'opendate',
    'opened',
    'created',
    'reported',
  ],
  filed_at: ['立案时间', '建案时间', 'filedat'],
  dispatched_at: ['派遣时间', '派单时间', '转办时间', '交办时间', 'dispatchedat', 'assignedat'],
  signed_at: ['签收时间', '接单时间', 'signedat', 'acceptedat'],
  first_contact_at: ['首次联系时间', '联系时间', '响应时间', 'firstcontactat'],
  handled_at: ['处置时间', '处理时间', '办理时间', '处置完成时间', '反馈时间', 'handledat', 'resolvedat'],
  verified_at: ['核实时间', '核查时间', '回访时间', 'verifiedat'],
  closed_at: [
    '办结时间',
    '结案时间',
    '完成时间',
    '关闭时间',
    '归档时间',
    'closedat',
    'closedate',
    'closeddate',
    'closed',
  ],
  due_at: [
    '截止时间',
    '到期时间',
    '处置截止时间',
    '办理期限',
    '办结期限',
    '应办结时间',
    '时限',
    'dueat',
    'duedate',
    'deadline',
    'slatargetdt',
  ],
  status: [
    '状态',
    '工单状态',
    '办理状态',
    '处理状态',
    '案件状态',
    '当前状态',
    'status',
    'srstatus',
    'casestatus',
    'state',
  ],
  tier: ['层级', '处理层级', '当前层级', '办理层级', 'tier', 'level'],
  unit: [
    '处置单位',
    '承办单位',
    '责任单位',
    '办理单位',
    '主办单位',
    '处理单位',
    '处置部门',
    '责任部门',
    '承办部门',
    'unit',
    'agency',
    'department',
    'assignedto',
  ],
  solved_tier: ['解决层级', '办结层级', 'solvedtier'],
  returns: ['退回次数', '退单次数', 'returns'],
  transfers: ['转办次数', '流转次数', 'transfers'],
  reworks: ['返工次数', '重办次数', 'reworks'],
  supervised: ['是否督办', '督办', 'supervised'],
  suspended: ['是否挂账', '挂账', '是否缓办', 'suspended'],
  unreasonable: ['是否无理诉求', '不合理诉求', 'unreasonable'],
  contacted: ['是否联系', '是否响应', 'contacted'],
  solved: ['是否解决', '解决情况', 'solved'],
  satisfied: ['是否满意', '满意情况', '满意度', 'satisfied'],
  prior_ticket: ['原工单编号', '关联工单', '父工单编号', 'priorticket', 'parentid', 'duplicateof'],
}

export const eventNames: Names = {
  ticket: [
    '工单编号',
    '工单号',
    '案件编号',
    '事件编号',
    '案卷编号',
    'ticket',
    'ticketid',
    'caseid',
    'case',
    'srnumber',
    'casenumber',
  ],
  seq: ['序号', '步骤', 'seq', 'sequence', 'step'],
  at: [
    '操作时间',
    '办理时间',
    '处理时间',
    '时间',
    '发生时间',
    'at',
    'timestamp',
    'changedate+time',
    'changedatetime',
    'time',
    'date',
    'eventtime',
  ],
  kind: [
    '操作',
    '环节',
    '动作',
    '操作类型',
    '办理环节',
    '流程环节',
    'kind',
    'activity',
    'event',
    'action',
    'status',
    'substatus',
  ],
  from_unit: ['来源单位', '转出单位', '上一环节单位', 'fromunit', 'from'],
  to_unit: [
    '办理单位',
    '接收单位',
    '转入单位',
    '承办单位',
    '处置单位',
    'tounit',
    'to',
    'unit',
    'involvedst',
    'resource',
    'team',
  ],
  from_tier: ['来源层级', 'fromtier'],
  to_tier: ['层级', '接收层级', 'totier', 'tier', 'level', 'stlevel'],
  reason: ['原因', '退回原因', '意见', '办理意见', '备注', 'reason', 'comment'],
  due_at: ['截止时间', '办理期限', 'dueat', 'deadline'],
}

export const areaNames: Names = {
  code: [
    '编码',
    '代码',
    '区划代码',
    '网格编码',
    '社区编码',
    '区域编码',
    'code',
    'areacode',
    'gridcode',
    'adcode',
    'geoid',
    'id',
    'cartodbid',
    'objectid',
  ],
  name: ['名称', '网格名称', '社区名称', '街道名称', '区域名称', 'name', 'label', 'areaname'],
  nameEn: ['英文名称', 'nameen', 'pinyin'],
  level: ['级别', '层级', '区划级别', 'level'],
  parent: [
    '上级编码',
    '上级代码',
    '所属社区编码',
    '所属街道编码',
    '父级编码',
    'parent',
    'parentcode',
    'parentid',
    'streetcode',
  ],
  kind: ['网格类型', 'kind'],
  lead: ['党组织', '牵头党组织', '领导组织', 'lead'],
  households: ['户数', '家庭户数', 'households'],
  population: ['人口', '人口数', '常住人口', 'population', 'pop'],
  validFrom: ['启用日期', '生效日期', 'validfrom'],
  validTo: ['停用日期', '失效日期', 'validto'],
}

/** Names of columns about persons, which the product never stores. */
const PERSONAL =
  /姓名|电话|手机|身份证|联系人|投诉人|反映人|来电人|当事人|住户|caller|phone|mobile|email|complainant|first_?name|last_?name|id_?card/i

export function isPersonal(column: string): boolean {
  return PERSONAL.test(column)
}

/** The likeliest column for each of our fields; a column serves one field only. Exact names come before partial ones. */
export function columnsByName(names: Names, columns: readonly string[]): Map<string, string> {
  const plain = new Map(columns.map((column) => [column, plainName(column)]))
  const claims = Object.entries(names).flatMap(([field, aliases]) =>
    columns.flatMap((column) => {
      const rank = rankOf(plain.get(column) ?? '', plainName(field), aliases)
      return rank === undefined || isPersonal(column) ? [] : [{ field, column, rank }]
    }),
  )
  const found = new Map<string, string>()
  const taken = new Set<string>()
  for (const { field, column } of claims.sort((a, b) => a.rank - b.rank)) {
    if (found.has(field) || taken.has(column)) continue
    found.set(field, column)
    taken.add(column)
  }
  return found
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_\-./()（）]/g, '')
}

function rankOf(name: string, field: string, aliases: readonly string[]): number | undefined {
  if (name === field) return 0
  const exact = aliases.indexOf(name)
  if (exact >= 0) return 1 + exact
  const partial = aliases.findIndex(
    (alias) => alias.length >= (/[a-z]/.test(alias) ? 6 : 2) && name.includes(alias),
  )
  return partial >= 0 ? 100 + partial : undefined
}
