export type {
  AnswerFields,
  DeclaredAccount,
  DeclaredErrors,
  ErrorCodes,
  FieldPath,
  ProviderDeclaration,
  RequestShape,
  WrittenCredentials,
} from './declared/declaration.ts'
export { type DeclaredProviderOptions, declareProvider } from './declared/declare-provider.ts'
export { oauth2 } from './oauth2.ts'
export type { ClientAuthMethod, OAuth2Options } from './oauth2-options.ts'
