/** What `import` says. */
export const importing: Readonly<Record<string, string>> = {
  'Take over tokens that something else got.': 'Nhận token mà chương trình khác đã lấy được.',
  'What the file is, its content tells: token JSON (of a token endpoint, Nango or simple-oauth2; one, an array, or one on each line), variables whose names end in ACCESS_TOKEN, REFRESH_TOKEN, EXPIRES_IN or EXPIRES_AT, the CSV of the Zoho SDKs, or an export.':
    'Tệp thuộc loại nào được nhận ra qua nội dung: JSON chứa token (của token endpoint, Nango hay simple-oauth2; một mục, một mảng, hoặc mỗi dòng một mục), các biến có tên kết thúc bằng ACCESS_TOKEN, REFRESH_TOKEN, EXPIRES_IN hay EXPIRES_AT, CSV của các SDK Zoho, hoặc một bản xuất.',
  'file to read; - or none: stdin': 'tệp cần đọc; - hoặc bỏ trống: stdin',
  'whose tokens they are, where the file does not say': 'token của nhà cung cấp nào, nếu tệp không ghi',
  'the account they belong to, where the file does not say': 'token của tài khoản nào, nếu tệp không ghi',
  'when they were issued, ISO 8601 or epoch seconds (default: now)':
    'thời điểm cấp token, dạng ISO 8601 hoặc số giây từ 1970 (mặc định: bây giờ)',
  'what the file is, where its content misleads': 'loại tệp, khi nội dung dễ gây nhầm',
  'passphrase of an export, in the first line; - for stdin':
    'tệp có mật khẩu của bản xuất ở dòng đầu; - là stdin',
  'ask the provider whose tokens they are': 'hỏi nhà cung cấp xem token là của ai',
  'import even what is known to be spent, or used by another connection':
    'nhập cả token đã biết là dùng rồi, hoặc đang thuộc kết nối khác',
  'say what would be imported, and store nothing': 'chỉ cho biết sẽ nhập những gì, không lưu gì cả',
  '{0}: {1}. Nothing was imported.': '{0}: {1}. Chưa nhập gì cả.',
  '{0}, line {1}': '{0}, dòng {1}',
  '{0}, entry {1}': '{0}, mục {1}',
  '{0}, {1}…': '{0}, {1}…',
  'Paste the tokens, then press Ctrl-D on a line of its own.':
    'Hãy dán token vào, rồi bấm Ctrl-D ở một dòng trống.',
  '{0} is larger than {1} MiB. Nothing was imported. If it is tokens, import it in parts.':
    '{0} lớn hơn {1} MiB. Chưa nhập gì cả. Nếu đúng là token, hãy chia nhỏ ra rồi nhập từng phần.',
  '{0} is empty: expected tokens.': '{0} trống: cần có token.',
  'Format: {0}': 'Định dạng: {0}',
  'Tokens and passphrase cannot both come from stdin: name a file for one of them.':
    'Token và mật khẩu không thể cùng đến từ stdin: hãy để một trong hai vào tệp.',
  'this is not text (UTF-8, or UTF-16 with a byte order mark)':
    'đây không phải văn bản (UTF-8, hoặc UTF-16 có BOM)',
  'this is not JSON': 'đây không phải JSON',
  'this is an empty list': 'đây là một danh sách trống',
  'expected a JSON object': 'cần một object JSON',
  'this is the error answer of a provider: it holds no tokens':
    'đây là câu trả lời báo lỗi của nhà cung cấp, không chứa token',
  'it has neither access_token nor refresh_token': 'không có access_token lẫn refresh_token',
  'it has neither access_token nor refresh_token, but {0}':
    'không có access_token lẫn refresh_token, chỉ có {0}',
  '{0} is not text in quotes': '{0} không phải chuỗi trong dấu nháy',
  '{0} has a line break or a character that no token has (a token cut short on a screen ends in "…")':
    '{0} có chỗ xuống dòng hoặc ký tự mà token không bao giờ có (token bị cắt bớt trên màn hình kết thúc bằng "…")',
  '{0} is not a number of seconds': '{0} không phải số giây',
  '{0} is not a time: ISO 8601, or seconds since 1970':
    '{0} không phải thời điểm: cần ISO 8601, hoặc số giây từ 1970',
  '{0} is neither a number of seconds nor a time': '{0} không phải số giây cũng không phải thời điểm',
  'params is not an object of texts': 'params không phải object chỉ gồm các chuỗi',
  'raw is not an object of at most {0} KiB': 'raw không phải object dài nhất {0} KiB',
  'no variable in it has a name that ends in ACCESS_TOKEN or REFRESH_TOKEN and a value; it has {0}':
    'không có biến nào tên kết thúc bằng ACCESS_TOKEN hay REFRESH_TOKEN mà có giá trị; chỉ có {0}',
  'this connection of Nango has no credentials: a list of connections leaves them out, only each connection by itself has them':
    'kết nối này của Nango không có credentials: danh sách kết nối không kèm chúng, phải lấy riêng từng kết nối',
  "this is the app's own grant (OAUTH2_CC), which is asked for anew: oauth-tokens login PROVIDER --account NAME":
    'đây là quyền của chính ứng dụng (OAUTH2_CC), chỉ cần xin lại: oauth-tokens login PROVIDER --account NAME',
  'its credentials are of type {0}: only those of type OAUTH2 are OAuth 2.0 tokens':
    'credentials thuộc loại {0}: chỉ loại OAUTH2 mới là token OAuth 2.0',
  'its credentials have neither access_token nor refresh_token':
    'credentials không có access_token lẫn refresh_token',
  'it has a grant token only, which was not exchanged yet: oauth-tokens login PROVIDER --code -':
    'chỉ có grant token chưa đổi lấy token: oauth-tokens login PROVIDER --code -',
  'this store of the Zoho SDK has a header and no users':
    'kho này của SDK Zoho chỉ có dòng tiêu đề, chưa có người dùng nào',
  'this is not CSV': 'đây không phải CSV',
  'this is not CSV ({0})': 'đây không phải CSV ({0})',
  'it has another number of columns than the header': 'số cột khác với dòng tiêu đề',
  '{0} is {1}. Nothing was imported. Understood are token JSON (of a token endpoint, Nango or simple-oauth2; one, an array, or one on each line), KEY=VALUE lines, the CSV of the Zoho SDKs, and what `oauth-tokens export` writes. --format says which one it is.':
    '{0} là {1}. Chưa nhập gì cả. Đọc được: JSON chứa token (của token endpoint, Nango hay simple-oauth2; một mục, một mảng, hoặc mỗi dòng một mục), các dòng KEY=VALUE, CSV của các SDK Zoho, và bản do `oauth-tokens export` ghi. Dùng --format để chỉ rõ là loại nào.',
  'a page or XML': 'một trang web hoặc XML',
  'an address (the one that a login ended on is for `oauth-tokens callback`)':
    'một địa chỉ (địa chỉ nhận được khi đăng nhập xong là dành cho `oauth-tokens callback`)',
  'one word, perhaps a token by itself (write REFRESH_TOKEN= or ACCESS_TOKEN= before it)':
    'một từ, có lẽ là token đứng một mình (hãy viết REFRESH_TOKEN= hoặc ACCESS_TOKEN= trước nó)',
  'in no format that is known here': 'một tệp không rõ định dạng',
  'its {0} is not that of --{1}': '{0} trong đó khác với --{1}',
  'it does not say whose tokens they are; add --provider':
    'không ghi token của nhà cung cấp nào; hãy thêm --provider',
  'it does not say whose tokens they are; add --account':
    'không ghi token của tài khoản nào; hãy thêm --account',
  'the tokens of {0} are in {1} too, and only one of them can be the newest':
    'token của {0} cũng có ở {1}, mà chỉ một trong hai là mới nhất',
  'it has the same refresh token as {0}: one grant under two names (with --force it is imported all the same)':
    'có cùng refresh token với {0}: một lần cấp quyền dưới hai tên (thêm --force thì vẫn nhập)',
  '{0}: left out, because --provider names another one.': '{0}: bỏ qua, vì --provider chỉ nhà cung cấp khác.',
  '--issued-at is not a time: expected ISO 8601, or seconds since 1970.':
    '--issued-at không phải thời điểm: cần ISO 8601, hoặc số giây từ 1970.',
  '--issued-at lies in the future.': '--issued-at nằm ở tương lai.',
  Imported: 'Đã nhận',
  'WOULD BE': 'SẼ LÀ',
  FROM: 'TỪ',
  'refused: {0}': 'bị từ chối: {0}',
  'new tokens, instead of generation {0}': 'token mới, thay cho thế hệ {0}',
  'a new connection': 'kết nối mới',
  '{0} replaces generation {1} of before.': '{0} thay cho thế hệ {1} trước đây.',
  '{0}: {1} has the same refresh token as {2}, which is stored already: one grant under two names.':
    '{0}: {1} có cùng refresh token với {2} đã lưu: một lần cấp quyền dưới hai tên.',
  '{0} was not imported:': 'không nhập được {0}:',
}
