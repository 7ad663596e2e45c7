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
        'Expected numbers follow weekday, season and where tickets of the category have been. ' +
        `Chance is judged by ${task.replications} windows put together of days of the history, whole with what came together on ` +
        `them: p is the part of them with a cluster as large, times the ${task.groups.length} scans made.`,
      zh:
        `Kulldorff前瞻性时空扫描统计（泊松模型）：以网格单元为圆心、半径不超过${reach.radius / 1000}公里且不超过期望总量` +
        `${reach.share * 100}%的圆，取最近1至28个完整日，至少${fewestTickets}件工单。期望值依据星期、季节及该类工单的历史分布；` +
        `偶然性以${task.replications}个由历史日整日拼成的窗口判断（同日一起发生的仍在一起）：p值为其中出现同样大聚集的比例，再乘以所做的${task.groups.length}次扫描。`,
    },
  }
}
