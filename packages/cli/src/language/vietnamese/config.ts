/** What can be wrong with the settings. */
export const config: Readonly<Record<string, string>> = {
  '{0}: {1}.': '{0}: {1}.',
  'No configuration file: variables decide.': 'Không có tệp cấu hình: dùng các biến.',
  'Configuration: {0}': 'Cấu hình: {0}',
  'Store: {0}': 'Kho: {0}',
  'There is no configuration file {0}; {1} names it.': 'Không có tệp cấu hình {0} mà {1} chỉ đến.',
  '{0} cannot be read ({1}).': 'Không đọc được {0} ({1}).',
  '{0} cannot be read ({1}): let this user read it.':
    'Không đọc được {0} ({1}): hãy cho người dùng này quyền đọc.',
  'There is no file {0}: check its name.': 'Không có tệp {0}: hãy kiểm tra lại tên.',
  '{0} is a folder: name a file.': '{0} là thư mục: hãy nêu một tệp.',
  '{0} cannot be read ({1}). Let this user read it, or remove it.':
    'Không đọc được {0} ({1}). Hãy cho người dùng này quyền đọc, hoặc xóa tệp đi.',
  '{0} is not JSON: look at line {1}.': '{0} không phải JSON: hãy xem dòng {1}.',
  '{0} is not JSON.': '{0} không phải JSON.',
  '{0} has no default export: expected "export default { … }".':
    '{0} thiếu default export: cần "export default { … }".',
  '{0} cannot be run.': 'Không chạy được {0}.',
  '{0} cannot be run ({1}: {2}).': 'Không chạy được {0} ({1}: {2}).',
  '{0}: the variable {1} is not set, neither in the environment nor in {2}/.env.':
    '{0}: biến {1} chưa được đặt, cả trong môi trường lẫn trong {2}/.env.',
  '{0}: the file {1} cannot be read ({2}).': '{0}: không đọc được tệp {1} ({2}).',

  'No provider "{0}" is configured; did you mean "{1}"?': 'Chưa cấu hình nhà cung cấp "{0}"; ý bạn là "{1}"?',
  'No provider "{0}" is configured; there is {1}.': 'Chưa cấu hình nhà cung cấp "{0}"; hiện có: {1}.',
  'No provider is configured. `oauth-tokens init` asks for what one needs; or set ZALO_OA_CLIENT_ID, ZALO_OA_CLIENT_SECRET and ZALO_OA_REDIRECT_URI (in the environment or in .env).':
    'Chưa cấu hình nhà cung cấp nào. `oauth-tokens init` sẽ hỏi những gì cần thiết; hoặc đặt ZALO_OA_CLIENT_ID, ZALO_OA_CLIENT_SECRET và ZALO_OA_REDIRECT_URI (trong môi trường hoặc trong .env).',
  'No provider is configured: `oauth-tokens init` adds one to {0}.':
    'Chưa cấu hình nhà cung cấp nào: `oauth-tokens init` sẽ thêm vào {0}.',
  'Provider "{0}" lacks {1}: set it and try again.':
    'Nhà cung cấp "{0}" thiếu {1}: hãy đặt giá trị rồi thử lại.',
  'Provider "{0}" lacks {1}: set them and try again.':
    'Nhà cung cấp "{0}" thiếu {1}: hãy đặt các giá trị này rồi thử lại.',

  'providers: two have the id "{0}"; give one of them another "id"':
    'providers: có hai mục cùng id "{0}"; hãy đổi "id" của một mục',
  'unknown key (did you mean "{0}"?)': 'khóa không có (ý bạn là "{0}"?)',
  'unknown key; known are {0}': 'khóa không có; chỉ có: {0}',
  'unknown key': 'khóa không có',
  'is not of the form that is expected here': 'không đúng dạng cần có ở đây',
  'expected text in quotes': 'cần chuỗi trong ngoặc kép',
  'is empty': 'đang để trống',
  'text in quotes, {"env": "NAME"} or {"file": "PATH"}':
    'chuỗi trong ngoặc kép, {"env": "NAME"} hoặc {"file": "PATH"}',
  'expected {0}: a number loses its last digits': 'cần {0}: viết dạng số sẽ mất các chữ số cuối',
  'expected {0}': 'cần {0}',
  'expected {0}, or a list of such': 'cần {0}, hoặc danh sách các giá trị như vậy',
  'expected an object: a name, then {0}': 'cần một object: tên, rồi đến {0}',
  'expected a list of texts': 'cần danh sách các chuỗi',
  'expected true or false': 'cần true hoặc false',
  'expected a number': 'cần một số',
  'expected a number of 0 or more': 'cần một số không âm',
  'expected true, false or {"codeVerifier": …}': 'cần true, false hoặc {"codeVerifier": …}',
  'addresses by name': 'mỗi tên một địa chỉ',
  'expected a list of keys': 'cần danh sách các khóa',
  'expected "en" or "vi"': 'cần "en" hoặc "vi"',
  'expected seconds, or text such as "5m"': 'cần số giây, hoặc chuỗi như "5m"',
  'expected a folder, or false': 'cần một thư mục, hoặc false',
  'expected a list of hosts': 'cần danh sách các máy chủ',
  'expected an address with {connection} in it': 'cần một địa chỉ có chứa {connection}',
  'expected {"command": ["program", …]} or {"url": "https://…", "secret": …}':
    'cần {"command": ["program", …]} hoặc {"url": "https://…", "secret": …}',
  'expected a list: [{"adapter": …}]': 'cần một danh sách: [{"adapter": …}]',
  settings: 'các thiết lập',
  'expected one of {0}': 'cần một trong: {0}',
  'expected a small letter, then small letters, digits and "-"':
    'cần một chữ thường, sau đó là chữ thường, chữ số và "-"',
  'expected an object: {0}': 'cần một object: {0}',
}
