import { render, type Translate } from '@oauth-tokens/core/phrase'
import { withLocalTimes } from './local-times.ts'

export const languages = ['en', 'vi'] as const
export type LanguageCode = (typeof languages)[number]

export interface ChosenLanguage {
  code: LanguageCode
  /** Somebody asked for it; otherwise the configuration file may name another. */
  asked: boolean
}

/** What people are spoken to in. Data for scripts, JSON and codes stay as they are. */
export interface Language {
  readonly code: LanguageCode
  /** What the configuration file names: taken unless a flag or a variable has asked for one. */
  suggest(code: LanguageCode): Promise<void>
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

export async function loadLanguage({ code, asked }: ChosenLanguage): Promise<Language> {
  let current = { code, translate: await loaders[code]() }
  return {
    get code() {
      return current.code
    },
    say: (said) => render(withLocalTimes(said), current.translate),
    async suggest(other) {
      if (!asked) current = { code: other, translate: await loaders[other]() }
    },
  }
}

export const english: Language = { code: 'en', say: (said) => render(said), suggest: async () => {} }
