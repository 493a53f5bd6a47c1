/** Options of providers and of the manager. */
export const coreSettings: Readonly<Record<string, string>> = {
  'returnTo must be an absolute URL under one of allowedReturnTo ({0}).':
    'returnTo phải là URL tuyệt đối nằm dưới một mục của allowedReturnTo ({0}).',
  'none is set': 'chưa đặt mục nào',
  'has no usable command': 'không có lệnh dùng được',
  'notify {0}: expected { "command": ["program", "argument", …] } or { "url": "https://…", "secret": "whsec_…" }.':
    'notify {0}: cần { "command": ["program", "argument", …] } hoặc { "url": "https://…", "secret": "whsec_…" }.',
  'is neither a command nor a webhook': 'không phải lệnh cũng không phải webhook',
  'has a secret of less than 24 bytes': 'có secret ngắn hơn 24 byte',
  'carries a ?query': 'có phần ?query',
  'Remove it from the URL.': 'Hãy bỏ nó khỏi URL.',
  'Give the part before /.well-known/: that document is found by itself.':
    'Hãy ghi phần đứng trước /.well-known/: tài liệu đó sẽ được tự tìm.',
  'is the address of a discovery document': 'là địa chỉ của tài liệu discovery',
  'leads to no discovery document at {0} ({1}: {2})': 'không dẫn tới tài liệu discovery nào ở {0} ({1}: {2})',
  'leads to the document of another issuer: {0}': 'dẫn tới tài liệu của issuer khác: {0}',
  'Write it as the server calls itself, or give its endpoints instead.':
    'Hãy viết đúng như máy chủ tự gọi mình, hoặc khai báo endpoints thay vào.',
  'Provider {0} could not be asked for its endpoints ({1}). Check the network and the option issuer; try again later.':
    'Không hỏi được các endpoint của nhà cung cấp {0} ({1}). Kiểm tra mạng và tùy chọn issuer; hãy thử lại sau.',
  'issuer, in its document {0},': 'issuer, trong tài liệu của nó mục {0},',
  'leads to a document without token_endpoint': 'dẫn tới tài liệu không có token_endpoint',
  'Give endpoints.token.': 'Hãy khai báo endpoints.token.',
  'Ask without scopes.': 'Hãy yêu cầu mà không kèm scope.',
  'Provider {0} has no scopes to ask for.': 'Nhà cung cấp {0} không có scope để yêu cầu.',
  'Provider {0} has no consent page of its own.': 'Nhà cung cấp {0} không có trang cấp quyền riêng.',
  'is a {0}, not a string': 'có kiểu {0}, không phải chuỗi',
  'Write it in quotes.': 'Hãy viết trong dấu nháy.',
  'contains a line break, an outer space or a character that no such value has':
    'có ký tự xuống dòng, dấu cách ở đầu hoặc cuối, hoặc ký tự mà giá trị loại này không thể có',
  'Copy it again.': 'Hãy sao chép lại.',
  'is not a name': 'không phải một tên hợp lệ',
  'Expected small letters, digits and hyphens, a letter first.':
    'Cần chữ thường, chữ số và dấu gạch nối, bắt đầu bằng chữ.',
  'is not an absolute URL without #fragment': 'không phải URL tuyệt đối không có #fragment',
  'Expected something like https://id.example.com/oauth/token.':
    'Cần dạng như https://id.example.com/oauth/token.',
  'is not an absolute URL': 'không phải URL tuyệt đối',
  'starts with {0}, not https:': 'bắt đầu bằng {0}, không phải https:',
  'is plain http to {0}: secrets would travel in the clear':
    'là http thường tới {0}: bí mật sẽ đi trên mạng mà không được mã hóa',
  'Use https; plain http is allowed only to 127.0.0.1, [::1] and localhost.':
    'Hãy dùng https; http thường chỉ được phép tới 127.0.0.1, [::1] và localhost.',
  'carries a user name or password': 'có tên người dùng hoặc mật khẩu',
  'carries a #fragment': 'có phần #fragment',
  'is unknown': 'không hợp lệ',
  'Expected one of {0}.': 'Cần một trong: {0}.',
  'Provider {0}: option {1} {2}.': 'Nhà cung cấp {0}: tùy chọn {1} {2}.',
  'is not a PKCE verifier': 'không phải PKCE verifier',
  'Expected 43 to 128 letters, digits and the characters - . _ ~ (RFC 7636).':
    'Cần 43 đến 128 ký tự gồm chữ cái, chữ số và - . _ ~ (RFC 7636).',
  'Provider {0} needs the PKCE verifier that the code was asked for with: give codeVerifier (--code-verifier).':
    'Nhà cung cấp {0} cần PKCE verifier đã dùng khi xin code: hãy ghi codeVerifier (--code-verifier).',
  '{0} gives refresh tokens that work once, and the store {1} cannot keep two processes from spending the same one. Use file:DIR, or set allowBestEffort if only one process will ever use this store.':
    '{0} cấp refresh token chỉ dùng được một lần, mà kho {1} không ngăn được hai tiến trình dùng chung một token. Hãy dùng file:DIR, hoặc đặt allowBestEffort nếu chỉ có một tiến trình dùng kho này.',
  'Two providers have the same id. Give each an id of its own.':
    'Hai nhà cung cấp có cùng id. Hãy đặt cho mỗi bên một id riêng.',
  'There is no provider "{0}"; configured: {1}. Check the id, or configure it.':
    'Không có nhà cung cấp "{0}"; đang cấu hình: {1}. Kiểm tra id, hoặc cấu hình thêm.',
  'There is no provider "{0}". Check the id, or configure it.':
    'Không có nhà cung cấp "{0}". Kiểm tra id, hoặc cấu hình thêm.',
  'The providers function was asked for "{0}" and answered with "{1}".':
    'Hàm providers được hỏi "{0}" nhưng trả về "{1}".',
  'code or state is given twice': 'code hoặc state xuất hiện hai lần',
  'is not used by this provider': 'không dùng với nhà cung cấp này',
  'Remove it.': 'Hãy bỏ nó đi.',
  'Check clientId and clientSecret.': 'Kiểm tra clientId và clientSecret.',
  'The app may not use this kind of grant: allow it in the settings of the app at the provider.':
    'Ứng dụng không được dùng loại cấp quyền này: hãy cho phép trong phần cài đặt ứng dụng ở nhà cung cấp.',
  'Check that the token endpoint is the right one.': 'Kiểm tra xem token endpoint có đúng không.',
  'Check scopes.': 'Kiểm tra scopes.',
  'Check the endpoints and that this adapter suits the server.':
    'Kiểm tra các endpoint, và adapter này có hợp với máy chủ không.',
  'Register redirectUri at the provider, letter for letter.':
    'Hãy đăng ký redirectUri ở nhà cung cấp, đúng từng ký tự.',
  'Start the login again: a code works once and only for minutes.':
    'Hãy bắt đầu đăng nhập lại: một code chỉ dùng được một lần và trong vài phút.',
  'The account owner must authorize again.': 'Chủ tài khoản phải cấp quyền lại.',
  'Start the login again.': 'Hãy bắt đầu đăng nhập lại.',
  'Allow the app this grant at the provider.':
    'Hãy cho phép ứng dụng dùng loại cấp quyền này ở nhà cung cấp.',
  'Check the settings of this provider.': 'Kiểm tra cấu hình của nhà cung cấp này.',
  'It will be tried again later.': 'Sẽ tự thử lại sau.',
  '{0} is "{1}": expected seconds, or a number with s, m, h or d, such as "5m".':
    '{0} là "{1}": cần số giây, hoặc một số kèm s, m, h hay d, như "5m".',
  'concurrency is {0}: expected a whole number, at least 1.':
    'concurrency là {0}: cần số nguyên, ít nhất là 1.',
}
