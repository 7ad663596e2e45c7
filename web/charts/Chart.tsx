import { BarChart, LineChart } from 'echarts/charts'
import {
  AriaComponent,
  BrushComponent,
  DataZoomComponent,
  GridComponent,
  TooltipComponent,
} from 'echarts/components'
import { type EChartsCoreOption, type EChartsType, init, use as withParts } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { type ReactNode, useEffect, useRef } from 'react'
import { useSurface } from '../ui/surface.tsx'
import { chartTheme } from './theme.ts'

withParts([
  BarChart,
  LineChart,
  GridComponent,
  TooltipComponent,
  BrushComponent,
  DataZoomComponent,
  AriaComponent,
  CanvasRenderer,
])

/**
 * A chart of the library in the page's colours and language. It fills its parent, follows its size, says `label` to
 * those who cannot see it, and moves only for readers who do not mind. Replaces the whole option when it changes.
 */
export function Chart(props: { option: EChartsCoreOption; label: string }): ReactNode {
  const { option, label } = props
  const { lang, theme } = useSurface()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)

  useEffect(() => {
    const element = box.current
    if (!element) return
    const made = init(element, chartTheme(theme), { locale: lang === 'zh' ? 'ZH' : 'EN' })
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(element)
    return () => {
      watch.disconnect()
      chart.current = undefined
      made.dispose()
    }
  }, [theme, lang])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart made anew for a theme or language has no option yet
  useEffect(() => {
    const animation = !matchMedia('(prefers-reduced-motion: reduce)').matches
    chart.current?.setOption(
      {
        animation,
        animationDuration: 200,
        animationDurationUpdate: 200,
        ...option,
        aria: { enabled: false },
      },
      { notMerge: true },
    )
  }, [option, theme, lang])

  return <div ref={box} role="img" aria-label={label} style={{ width: '100%', height: '100%' }} />
}
