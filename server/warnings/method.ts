import type { WarningMethod } from '@grid/data/contract'
import { fewestTickets, reach } from './run.ts'
import type { Scan } from './scans.ts'

type Names = WarningMethod['how']

/** Why there are no warnings where the data does not reach back. */
export const tooLittleHistory: Names = {
  en: 'Too little history to say what is usual: eight weeks before the four that are scanned are needed.',
  zh: '历史数据不足，无法判断平常水平：在所扫描的四周之前，至少还需要八周数据。',
}

/** How a scan was made. */
export function methodOf({ history, prepared }: Scan): WarningMethod {
  const { task, cells, resolution, tooFew } = prepared
  return {
    ...history.window,
    resolution,
    cells: cells.length,
    historyDays: history.days,
    season: history.season.length > 0,
    replications: task.replications,
    scanned: task.groups.map(({ id }) => id),
    tooFew,
    how: {
      en:
        `Kulldorff's prospective space-time scan (Poisson): every circle of cells up to ${reach.radius / 1000} km and ` +
        `${reach.share * 100} % of what is expected, over the last 1 to 28 whole days, from ${fewestTickets} tickets on. ` +
        'Expected numbers follow weekday, season and where tickets of the category have been; replications draw them anew ' +
        'as far as the history leaves them open. p is multiplied by the number of categories scanned.',
      zh:
        `Kulldorff前瞻性时空扫描统计（泊松模型）：以网格单元为圆心、半径不超过${reach.radius / 1000}公里且不超过期望总量` +
        `${reach.share * 100}%的圆，取最近1至28个完整日，至少${fewestTickets}件工单。期望值依据星期、季节及该类工单的历史分布；` +
        '历史不足之处在模拟中随机抽取。p值按扫描的类别数校正。',
    },
  }
}
