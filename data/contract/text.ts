import { z } from 'zod'

/** An identifier of a pack: a code of any length, never a number. */
export const Id = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]+$/u, { error: 'must not contain control characters' })

/** A name in the two languages of the product. A pack may give one string for both, or one language alone. */
export const Name = z
  .union([z.string().trim().min(1), z.strictObject({ en: z.string().optional(), zh: z.string().optional() })])
  .transform((name, context): { en: string; zh: string } => {
    if (typeof name === 'string') return { en: name, zh: name }
    const en = name.en?.trim() || name.zh?.trim()
    const zh = name.zh?.trim() || name.en?.trim()
    if (en && zh) return { en, zh }
    context.addIssue({ code: 'custom', message: 'needs "en" or "zh"' })
    return z.NEVER
  })
export type Name = { en: string; zh: string }

/** The same after reading, as answers carry it. */
export const BothNames = z.object({ en: z.string(), zh: z.string() })
