import type { Draft } from './draft.ts'
import type { Random } from './random.ts'

/** Titles and details of a category. A title follows the place: 水景社区3号楼2单元 + 楼道灯不亮. */
type Words = readonly [titles: readonly string[], details: readonly string[]]

const words: Record<string, Words> = {
  sanitation_household_waste: [
    ['垃圾桶满溢', '生活垃圾未及时清运', '垃圾两天没拉'],
    ['垃圾桶已满，气味大，影响出行。', '垃圾堆到桶外，招来蚊蝇。', '连续两天无人清运。'],
  ],
  sanitation_scattered_garbage: [
    ['垃圾乱堆乱放', '路边散落垃圾', '垃圾未入桶'],
    ['有人随手丢弃垃圾，风一吹到处都是。', '墙角堆着多袋垃圾和旧家具。', '垃圾散落在路面上，需要清扫。'],
  ],
  sanitation_dirty_environment: [
    ['环境脏乱', '卫生死角', '杂草垃圾成片'],
    ['长期无人打扫，卫生状况差。', '杂物和落叶堆积，形成卫生死角。', '地面污渍多，建议集中整治。'],
  ],
  sanitation_construction_waste: [
    ['建筑垃圾堆放', '装修垃圾占路', '渣土未清理'],
    ['装修垃圾堆放多日，无人清运。', '渣土占用路面，车辆通行不便。'],
  ],
  sanitation_public_toilet: [
    ['公厕不干净', '公厕停水', '公厕异味大'],
    ['公厕保洁不到位，异味较重。', '公厕设施损坏，无法正常使用。'],
  ],
  utilities_water_supply: [
    ['停水', '水压不足', '自来水浑浊'],
    [
      '从早上开始停水，未见通知。',
      '高层水压小，用水高峰几乎没有水。',
      '水管接口漏水，影响正常用水。',
      '自来水发黄，放水后仍不清。',
    ],
  ],
  utilities_drainage: [
    ['污水外溢', '下水道堵塞', '雨后积水'],
    ['污水井满溢，污水流到路面。', '下水道堵塞，返味严重。', '雨后积水排不出去，行人绕行。'],
  ],
  utilities_electricity: [
    ['停电', '电压不稳', '电表箱故障'],
    ['突然停电，未接到停电通知。', '电压不稳，电器无法正常使用。', '电表箱损坏，存在安全隐患。'],
  ],
  utilities_gas: [
    ['天然气停气', '燃气表故障', '燃气压力低'],
    ['无法点火，影响做饭。', '燃气表显示异常，请上门查看。'],
  ],
  utilities_heating: [
    ['暖气不热', '室温不达标', '暖气管漏水'],
    ['室内温度只有十五六度，老人孩子受不了。', '供暖后暖气片一直不热。', '暖气管接口渗水，需要维修。'],
  ],
  lifts_breakdown: [
    ['电梯停运', '电梯频繁故障', '电梯异响抖动'],
    ['电梯停运，老人上下楼不便。', '电梯运行中抖动、有异响，居民不敢乘坐。', '维修后又出现同样故障。'],
  ],
  lifts_trapped: [
    ['电梯困人', '电梯停在层间有人被困'],
    ['有居民被困电梯内，请立即救援。', '电梯突然停在层间，轿厢内有人。'],
  ],
  lifts_inspection: [
    ['电梯年检标志过期'],
    ['电梯检验合格标志已过期，未见更换。', '轿厢内未张贴有效检验标志。'],
  ],
  building_roof_leak: [
    ['屋顶渗漏', '顶楼漏水'],
    ['下雨后顶楼渗水，墙皮脱落。', '屋面防水老化，多户受影响。'],
  ],
  building_stairs_lighting: [
    ['楼道灯不亮', '声控灯损坏'],
    ['晚上上下楼看不清台阶。', '多层楼道灯不亮，存在摔倒风险。', '报修后一直没有更换。'],
  ],
  building_stairs_damage: [
    ['楼梯扶手松动', '台阶破损', '楼梯踏步缺角'],
    ['扶手松动，老人上下楼不安全。', '台阶破损，已有人绊倒。', '踏步缺角，需要修补。'],
  ],
  building_stairs_clutter: [
    ['楼道堆放杂物', '楼道停放自行车', '消防门前堆物'],
    ['楼道里堆放纸箱和旧家具，影响通行。', '杂物占用疏散通道。', '多次劝说仍未清理。'],
  ],
  building_facade: [
    ['外墙瓷砖脱落', '外墙保温层开裂'],
    ['外墙有脱落，楼下是必经通道，已拉警戒线。', '外墙开裂鼓包，担心掉落伤人。'],
  ],
  building_flooding: [
    ['楼道进水', '地下室积水', '单元门口积水倒灌'],
    ['雨后水倒灌进楼道，水深没过脚面。', '地下室积水，电表箱附近也有水。', '每次大雨都积水，请彻底解决。'],
  ],
  roads_pothole: [
    ['路面坑洼', '路面塌陷', '人行道砖松动'],
    ['路面有坑，电动车经过容易摔倒。', '路面下沉，雨后积水看不清深浅。', '人行道砖松动，踩上去溅水。'],
  ],
  roads_manhole: [
    ['井盖缺失', '井盖破损', '井盖松动响声大'],
    ['井盖缺失，夜间非常危险。', '井盖破裂下沉，请尽快更换。', '车辆经过响声很大，影响休息。'],
  ],
  roads_streetlight: [
    ['路灯不亮', '路灯常闪', '路灯杆倾斜'],
    ['连续几盏路灯不亮，晚上出行不便。', '路灯时亮时灭。', '路灯杆倾斜，存在隐患。'],
  ],
  roads_village_lane: [
    ['巷道破损', '生产路泥泞', '巷道排水沟堵塞'],
    ['巷道破损多年，雨天泥泞。', '排水沟堵塞，水排不出去。'],
  ],
  parking_disorder: [
    ['小区停车混乱', '车辆堵门', '占用他人车位'],
    ['车辆乱停，影响居民进出。', '晚上车辆停满通道，无人管理。'],
  ],
  parking_fire_lane: [
    ['消防通道被占', '私家车堵消防通道'],
    ['消防通道被车辆占用，存在安全隐患。', '消防通道画线不清，长期停车。'],
  ],
  parking_ebike: [
    ['电动车飞线充电', '电动车楼道充电', '电动车乱停放'],
    ['从窗户拉线给电动车充电。', '电动车推进楼道充电，有火灾风险。', '电动车堵在单元门口。'],
  ],
  parking_road: [
    ['道路违停', '货车长期占道停放'],
    ['车辆违停，路口视线被挡。', '货车整夜停在路边，影响通行。'],
  ],
  noise_fumes_construction: [
    ['夜间施工噪声', '工地清早施工'],
    ['夜里十一点后仍在施工，影响休息。', '清早打桩噪声大。', '施工噪声持续多日。'],
  ],
  noise_fumes_night_trade: [
    ['夜市噪声扰民', '商户音响声大', '烧烤摊深夜喧哗'],
    ['深夜仍有人喝酒喧哗，无法入睡。', '商户音响声音大，多次劝说无效。', '经营到凌晨，噪声扰民。'],
  ],
  noise_fumes_neighbours: [
    ['邻居装修噪声', '楼上夜间噪声', '广场舞声音大'],
    ['休息时间装修，影响休息。', '楼上深夜有拖动家具的声音。', '广场舞音量过大。'],
  ],
  noise_fumes_cooking: [
    ['餐饮油烟扰民', '油烟直排', '烧烤油烟大'],
    ['油烟直排，楼上居民不敢开窗。', '未见油烟净化设施，气味大。'],
  ],
  property_service: [
    ['物业服务不到位', '门禁损坏无人修', '保洁不到位'],
    ['报修多日无人处理。', '公共区域无人打扫，门禁长期损坏。', '物业电话无人接听。'],
  ],
  property_fees: [
    ['物业收费有争议', '停车费上涨', '公摊电费不清楚'],
    ['收费标准没有公示。', '希望公开收支明细。'],
  ],
  property_withdrawal: [
    ['物业撤离无人管理'],
    ['物业人员撤离，保洁、供水无人管理，请社区协调。', '物业交接没有着落，居民生活受影响。'],
  ],
  property_maintenance_fund: [
    ['申请动用维修资金', '维修资金审批慢'],
    ['屋面和电梯需要大修，申请动用维修资金。', '材料已提交，希望加快办理。'],
  ],
  greenery_fallen_tree: [
    ['树木倒伏', '树枝断落'],
    ['大风后树木倒伏，挡住道路。', '树枝断裂悬挂，可能砸到行人。'],
  ],
  greenery_overgrown: [
    ['树枝遮挡路灯', '树木遮挡采光'],
    ['树枝过长，遮挡路灯和标志。', '树木贴近窗户，影响采光。'],
  ],
  greenery_damage: [
    ['毁绿种菜', '绿化带被踩踏', '草坪停车'],
    ['有人在绿化带内种菜。', '绿化带被车辆碾压，露出黄土。'],
  ],
  public_safety_fire_hazard: [
    ['灭火器过期', '消防设施损坏', '杂物堵塞安全出口'],
    ['灭火器压力不足，需要更换。', '消防栓箱门损坏，水带缺失。', '安全出口上锁，需要整改。'],
  ],
  public_safety_gas_smell: [
    ['闻到燃气味', '疑似燃气泄漏'],
    ['楼道内有明显燃气味，请立即处置。', '报警器报警，已开窗通风，请速来查看。'],
  ],
  public_safety_dogs: [
    ['流浪犬聚集', '遛狗不牵绳'],
    ['多只流浪犬聚集，老人孩子不敢出门。', '有人遛大型犬不牵绳。'],
  ],
  public_safety_wires: [
    ['线缆垂落', '飞线杂乱'],
    ['线缆垂到路面，影响通行。', '弱电线缆杂乱，存在隐患。'],
  ],
  street_order_stalls: [
    ['占道经营', '流动摊贩占道', '早市占道'],
    ['摊位占用人行道，行人只能走车道。', '收摊后垃圾遍地。', '高峰期造成拥堵。'],
  ],
  street_order_shopfront: [
    ['店外经营', '商户货物占道', '门店占道摆桌'],
    ['商品摆到人行道上。', '门口摆放桌椅，占用盲道。'],
  ],
  street_order_small_ads: [
    ['小广告乱贴', '楼道喷涂广告'],
    ['楼道和电线杆上贴满小广告。', '刚清理又被贴上。'],
  ],
  other_dispute: [
    ['邻里纠纷', '漏水赔偿争议'],
    ['双方各执一词，请社区调解。', '因漏水产生争议，希望协调。'],
  ],
  other_consultation: [
    ['咨询医保办理', '咨询低保政策', '咨询养老认证'],
    ['咨询办理流程和所需材料。', '想了解政策条件和办理地点。'],
  ],
  other_misc: [
    ['其他事项反映', '建议增设健身器材', '建议增设长椅'],
    ['请有关单位研究。', '希望得到答复。'],
  ],
}

const opening: Record<string, string> = {
  grid_inspection: '网格巡查发现：',
  sensor: '感知设备告警：',
  media: '网络反映：',
  superior: '上级交办：',
}
const wishes = ['', '', '请尽快处理。', '望解决。', '盼回复。']

/** The words of a ticket. No person appears in them, no number but a building's. */
export function wordsOf(
  draft: Draft,
  random: Random,
): { title: string; description: string; address: string } {
  const { category, source, site, grid } = draft
  const entry = words[category]
  if (!entry) throw new Error(`no words for ${category}`)
  const home = site.address.endsWith('号楼')
  const address = home ? `${site.address}${random.between(1, 4)}单元` : site.address
  const [titles, details] = entry
  const title = draft.title ?? `${random.chance(0.8) ? site.address : grid.placeName}${random.pick(titles)}`
  const wish = source === 'grid_inspection' || source === 'sensor' ? '' : random.pick(wishes)
  return { title, description: `${opening[source] ?? ''}${random.pick(details)}${wish}`, address }
}
