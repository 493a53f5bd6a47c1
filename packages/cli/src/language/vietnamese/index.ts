import { general } from './general.ts'

/** English template to Vietnamese text, with the same places for values. A test finds what is missing and what nobody says. */
export const vietnamese: Readonly<Record<string, string>> = { ...general }
