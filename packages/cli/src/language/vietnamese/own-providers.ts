/** Adapters that users bring along, and how they test them. */
export const ownProviders: Readonly<Record<string, string>> = {
  'The configured providers, and tests for your own.':
    'Các nhà cung cấp đã cấu hình, và bài kiểm tra cho nhà cung cấp bạn tự viết.',
  '"oauth-tokens providers" alone does the same.': 'Chỉ gõ "oauth-tokens providers" cũng vậy.',
  'only their ids; no adapter is loaded': 'chỉ in id; không nạp adapter nào',
  'Test an adapter of your own against what every adapter must do.':
    'Kiểm tra adapter tự viết theo những gì mọi adapter phải làm.',
  'It is called on this machine only, with answers that were recorded or, without recordings, standard ones.':
    'Adapter chỉ gọi trong máy này, với các câu trả lời đã ghi lại; nếu không có thì dùng câu trả lời theo chuẩn.',
  'The status is 1 when a check fails.': 'Mã thoát là 1 khi có mục không đạt.',
  'a module, a package, or the id of a configured provider':
    'module, package, hoặc id của một nhà cung cấp đã cấu hình',
  'answers of the provider and what they mean (default: NAME.recordings.json beside a module)':
    'các câu trả lời của nhà cung cấp và ý nghĩa của chúng (mặc định: NAME.recordings.json cạnh module)',
  "Without recordings: the provider is taken to answer in the standard's words. Record what it really says, and give it with --recordings.":
    'Chưa có bản ghi: coi như nhà cung cấp trả lời đúng chuẩn. Hãy ghi lại câu trả lời thật rồi đưa vào bằng --recordings.',
  'Recordings: {0}': 'Bản ghi: {0}',
  'There is no file {0}; --recordings names it.': 'Không có tệp {0} mà --recordings chỉ đến.',
  'there are no recordings: of exchange and refresh, or of client':
    'không có bản ghi nào: cần exchange và refresh, hoặc client',
  'expected the body of the answer, text or an object': 'cần nội dung câu trả lời, là chuỗi hoặc object',
  'expected a list: [{"title", "answer", "outcome"}]': 'cần một danh sách: [{"title", "answer", "outcome"}]',
  'expected a list: [{"title", "answer", "identity"}]':
    'cần một danh sách: [{"title", "answer", "identity"}]',
  'All {0} checks hold for {1}.': '{1}: cả {0} mục đều đạt.',
  '{0} of {1} checks failed for {2}.': '{2}: {0}/{1} mục không đạt.',
  "If the provider does not answer in the standard's words, give recordings of what it says: --recordings FILE":
    'Nếu nhà cung cấp không trả lời theo chuẩn, hãy đưa bản ghi các câu trả lời thật: --recordings FILE',
  'Provider "{0}" uses the built-in adapter {1}, which is tested where it is made: this command is for adapters of your own.':
    'Nhà cung cấp "{0}" dùng adapter có sẵn {1}, đã được kiểm tra ngay trong dự án: lệnh này dành cho adapter tự viết.',
  'The adapter {0} does not send everything to the option baseUrl, and a test must not call the provider: pass options on to defineOAuthProvider, with baseUrl among them.':
    'Adapter {0} không gửi mọi thứ đến địa chỉ trong tùy chọn baseUrl, mà bài kiểm tra thì không được gọi nhà cung cấp thật: hãy chuyển nguyên options, kể cả baseUrl, cho defineOAuthProvider.',

  'your own by "./my-provider.mjs", a package or an object':
    'adapter của bạn bằng "./my-provider.mjs", một package hoặc một object',
  'expected one of {0}, or {1} (did you mean "{2}"?)': 'cần một trong: {0}, hoặc {1} (ý bạn là "{2}"?)',
  'expected one of {0}, or {1}': 'cần một trong: {0}, hoặc {1}',
  'expected a name for this provider, in quotes: the ids of its connections begin with it':
    'cần tên cho nhà cung cấp này, trong ngoặc kép: id của các kết nối bắt đầu bằng tên đó',
  'expected an address: "https://…"': 'cần một địa chỉ: "https://…"',
  'expected seconds, a number': 'cần số giây',
  'expected an object: names, and a text for each': 'cần một object: mỗi tên một chuỗi',
  'expected a text or a number': 'cần một chuỗi hoặc một số',
  'expected a list of error codes': 'cần danh sách các mã lỗi',
  'expected where it stands, such as "data.access_token", or a list of such':
    'cần vị trí của giá trị, như "data.access_token", hoặc danh sách các vị trí',
  'names, and a value for each': 'mỗi tên một giá trị',
  'expected a list of addresses': 'cần danh sách các địa chỉ',
  'expected "basic", "post", "none", or {"headers": {…}, "body": {…}} with {clientId} and {clientSecret} in the values':
    'cần "basic", "post", "none", hoặc {"headers": {…}, "body": {…}} với {clientId} và {clientSecret} trong giá trị',
  'expected a list of texts, or false': 'cần danh sách các chuỗi, hoặc false',
  'expected {"field": "data.user_id", "label": "data.name", "in": "userInfo" or "token"}, or false':
    'cần {"field": "data.user_id", "label": "data.name", "in": "userInfo" hoặc "token"}, hoặc false',

  'There is no adapter {0}: expected a module that exports a function of options. Paths in a configuration file are relative to it.':
    'Không có adapter {0}: cần một module export một hàm nhận options. Đường dẫn trong tệp cấu hình được tính từ tệp đó.',
  'The package {0} is not installed in {1}. Install it there: npm install {2}':
    'Package {0} chưa được cài trong {1}. Hãy cài ở đó: npm install {2}',
  'The adapter {0} cannot be loaded ({1}).': 'Không nạp được adapter {0} ({1}).',
  'Install what it imports: npm install {0} in {1}': 'Hãy cài gói mà nó import: npm install {0} trong {1}',
  'Mend it, and try it with: oauth-tokens providers test {0}':
    'Hãy sửa rồi thử bằng: oauth-tokens providers test {0}',
  'The adapter {0} exports several functions ({1}): make the one that makes the adapter its default export.':
    'Adapter {0} export nhiều hàm ({1}): hãy để hàm tạo adapter làm default export.',
  'The adapter {0} exports no function: expected one such as "export const acme = (options) => defineOAuthProvider({ … })", or declareProvider({ … }).':
    'Adapter {0} không export hàm nào: cần một hàm như "export const acme = (options) => defineOAuthProvider({ … })", hoặc declareProvider({ … }).',
  'Provider "{0}" ({1}):': 'Nhà cung cấp "{0}" ({1}):',
  'optionsSchema answers with a promise: it must check at once.':
    'optionsSchema trả về promise: nó phải kiểm tra ngay.',
  'its function throws ({0}). Mend it, and try it with: oauth-tokens providers test {1}':
    'hàm của nó ném lỗi ({0}). Hãy sửa rồi thử bằng: oauth-tokens providers test {1}',
  'its function returns no adapter: expected what defineOAuthProvider or declareProvider gives.':
    'hàm của nó không trả về adapter: cần kết quả của defineOAuthProvider hoặc declareProvider.',
  'its function returns a promise: make the adapter at once, and load what it needs when it is called.':
    'hàm của nó trả về promise: hãy tạo adapter ngay, và chỉ nạp những gì cần khi adapter được gọi.',
  'the adapter has the id {0}: pass options.id on, which is "{1}".':
    'adapter có id {0}: hãy chuyển tiếp options.id, tức "{1}".',
  'the adapter lacks {0}: defineOAuthProvider and declareProvider make all of it.':
    'adapter thiếu {0}: defineOAuthProvider và declareProvider tạo đủ các phần này.',

  'The declaration of a provider is wrong: {0}.': 'Khai báo nhà cung cấp bị sai: {0}.',
  'it is no object': 'không phải object',
  'endpoints.token is missing': 'thiếu endpoints.token',
  '{0} must be one of {1}': '{0} phải là một trong: {1}',
  'there are codesFrom and endpoints.authorization; leave one out':
    'có cả codesFrom và endpoints.authorization; hãy bỏ một',
  'tokenRequest.names and tokenRequest.omit need an app with a secret, not clientAuth "none"':
    'tokenRequest.names và tokenRequest.omit cần ứng dụng có secret, không dùng với clientAuth "none"',
  '{0}{1} is unknown; known are {2}': 'không có {0}{1}; chỉ có: {2}',
  'It gives tokens to the app itself, or they are imported.':
    'Token được cấp cho chính ứng dụng, hoặc được nhập vào.',
  'The user info has no {0}: set account.field to a field of it, or account to false.':
    'Thông tin người dùng không có {0}: hãy đặt account.field là một trường có trong đó, hoặc account: false.',
}
