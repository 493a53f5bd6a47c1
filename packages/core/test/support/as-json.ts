import type { StoreCheck } from '../../src/index.ts'

/** What a script reads of it: phrases as English text. */
export function asJson<Json = unknown>(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json
}

export type StoreCheckJson = Omit<StoreCheck, 'detail' | 'advice'> & { detail: string; advice?: string }
