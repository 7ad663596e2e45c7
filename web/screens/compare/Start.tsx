import type { AreaFeature } from '@grid/data/contract'
import { Button } from 'antd'
import type { AreaIndex } from '../../api/index.ts'
import { useSay } from '../../i18n/index.ts'
import { alike } from '../../panels/CompareSides.ts'
import { areaName } from '../../panels/useNames.ts'
import { Message } from '../../ui/Message.tsx'
import { useLang } from '../../ui/surface.tsx'

const mostSuggested = 12

/** Until two areas are chosen: what to do, and areas like the one that is. */
export function Start(props: {
  index: AreaIndex
  known: AreaFeature | undefined
  onChoose: (code: string) => void
}) {
  const { index, known } = props
  const say = useSay()
  const lang = useLang()
  const suggested = known ? alike(index, known).slice(0, mostSuggested) : []
  return (
    <Message
      title={
        known && suggested.length > 0
          ? say('compare.suggested', { name: areaName(index, known.id, lang) })
          : say('compare.start')
      }
      detail={say('compare.start.what')}
      actions={suggested.map(({ id }) => (
        <Button key={id} size="small" onClick={() => props.onChoose(id)}>
          {areaName(index, id, lang)}
        </Button>
      ))}
    />
  )
}
