import type { FlowWhatIf } from '@grid/data/contract'

/** How the numbers of {@link FlowWhatIf} are made. */
export const method: FlowWhatIf['method'] = {
  en: 'Every closed ticket is sent from its first receiver straight to the tier of its checklist. The first receiver keeps the time it took to sign, all its time where it never signed, unless it is of that tier itself. Then counts the time that the list’s tier really took; where it never had the ticket, the median of the category’s tickets that it solved, or of all it solved where those are fewer than ten. Verification and closing stay out.',
  zh: '设想每件结案工单由首个接收单位直接送到清单规定的层级。首个接收单位本身不属该层级的，保留其签收所用时间（从未签收的计其全部时间）。其后计清单层级实际用时；该层级从未经办的，取其解决的同类工单用时中位数，不足十件的取该层级全部解决工单的中位数。核实与结案环节不计。',
}

/** What they do not say. */
export const caveats: FlowWhatIf['caveats'] = [
  {
    en: 'Tickets that left their list’s way may have been the harder ones: their time there is not that of the others.',
    zh: '未按清单办理的工单可能本来就更难，其用时不同于其他工单。',
  },
  {
    en: 'The list’s tier would have had more to do; that it works as fast with more tickets is assumed.',
    zh: '清单层级的工作量会增加，此处假定其办理速度不变。',
  },
  {
    en: 'A list can be wrong: where tickets were rightly solved elsewhere, the hours spared are on paper only.',
    zh: '清单本身可能有误：本应由其他层级解决的，所省时间只存在于纸面。',
  },
]

/** Why there is no number. */
export const nothingToSay: NonNullable<FlowWhatIf['reason']> = {
  en: 'No closed ticket is on a checklist with a log that tells its way and its times.',
  zh: '没有列入清单且流转记录载明经过和时间的结案工单。',
}
