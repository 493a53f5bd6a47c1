/** The app that everybody acts for, its secret as long as real ones are: what is as short as a word is looked for in every answer. */
export const app = { clientId: 'bench', clientSecret: 'bench-client-secret-of-32-letters' }
