/** Why a gateway does not do what it was asked, in Twirp's words. */
export type RefusalCode = 'invalid_argument' | 'unauthenticated' | 'not_found' | 'bad_route'

/** Thrown by a method of a gateway; each dialect words it in its own way. */
export class Refused extends Error {
  override name = 'Refused'
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.code = code
  }
}
