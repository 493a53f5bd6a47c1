/** ZaloPay's documented answer: both lifetimes in milliseconds. */
export const tokens = {
  access_token: 'new-access-token_1',
  refresh_token: 'new-refresh-token_1',
  expires_in: 3_600_000,
  refresh_expires_in: 2_592_000_000,
  permissions: ['user.phone', 'user.name'],
}

/** The documented shape of a refusal. */
export const refusal = (reason: string, { error = 'ERROR', code = 3, message = 'Said for people' } = {}) => ({
  error: {
    error,
    code,
    details: { error_info: { reason, domain: 'zalopay.vn' }, localized_message: { message } },
  },
})

/** The shape of the payment APIs. */
export const returned = (subCode: number, message: string, returnCode = 2) => ({
  return_code: returnCode,
  return_message: 'Failed',
  sub_return_code: subCode,
  sub_return_message: message,
})
