import { render, type Translate } from '@oauth-tokens/core/phrase'

export const languages = ['en', 'vi'] as const
export type LanguageCode = (typeof languages)[number]

/** What people are spoken to in. Data for scripts, JSON and codes stay as they are. */
export interface Language {
  readonly code: LanguageCode
  /** A phrase in this language, anything else as text. */
  say(said: unknown): string
}

const loaders: Readonly<Record<LanguageCode, () => Promise<Translate>>> = {
  en: async () => () => undefined,
  vi: async () => {
    const { vietnamese } = await import('./vietnamese/index.ts')
    return (template) => (Object.hasOwn(vietnamese, template) ? vietnamese[template] : undefined)
  },
}

export async function loadLanguage(code: LanguageCode): Promise<Language> {
  const translate = await loaders[code]()
  return { code, say: (said) => render(said, translate) }
}

export const english: Language = { code: 'en', say: (said) => render(said) }
