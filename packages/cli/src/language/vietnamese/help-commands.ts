/** What the help says of each command, its arguments and its flags. */
export const helpCommands: Readonly<Record<string, string>> = {
  'connection id': 'id của kết nối',
  'connection ids': 'id của các kết nối',
  'provider id': 'id của nhà cung cấp',

  'Authorize: open the browser, wait for the consent, print the connection id.':
    'Cấp quyền: mở trình duyệt, chờ chủ tài khoản đồng ý, in id của kết nối.',
  'provider id, as "oauth-tokens providers" lists it':
    'id của nhà cung cấp, như "oauth-tokens providers" liệt kê',
  'the account that must consent; any other is refused':
    'tài khoản phải đồng ý; tài khoản khác sẽ bị từ chối',
  'name for the account, where the provider does not tell': 'tên tài khoản, khi nhà cung cấp không cho biết',
  'ask for the address that the browser ended on, instead of listening':
    'hỏi địa chỉ mà trình duyệt dừng lại, thay vì lắng nghe',
  'show a code and a link, for a consent on any device':
    'hiện mã và liên kết, để đồng ý trên thiết bị bất kỳ',
  'a code that was got elsewhere (mini app, self client), or - to read it from stdin':
    'mã đã lấy ở nơi khác (mini app, self client), hoặc - để đọc từ stdin',
  'its PKCE verifier is on stdin too, on a line after the code':
    'PKCE verifier của mã cũng ở stdin, trên dòng ngay sau mã',
  'with --code: where the account lives, such as location=eu':
    'đi với --code: nơi đặt tài khoản, ví dụ location=eu',
  'First half of a login: print an authorization link.': 'Nửa đầu của đăng nhập: in liên kết để cấp quyền.',
  'The other half is "oauth-tokens callback"; both together may take 10 minutes.':
    'Nửa còn lại là "oauth-tokens callback"; cả hai phải xong trong 10 phút.',
  'Second half of a login: take the redirected address, print the connection id.':
    'Nửa sau của đăng nhập: nhận địa chỉ callback, in id của kết nối.',
  'It also works in another process, or on another machine with the same store.':
    'Chạy được cả ở tiến trình khác, hoặc trên máy khác dùng chung kho.',
  'the address that the browser was sent to after the consent, or - to read it from stdin':
    'địa chỉ mà trình duyệt được chuyển đến sau khi đồng ý, hoặc - để đọc từ stdin',

  'Print a valid access token, refreshed if need be.': 'In access token còn hiệu lực, làm mới trước nếu cần.',
  'If refreshing fails while the old token still lives, that one is printed, with a warning on stderr and status 0.':
    'Nếu không làm mới được mà token cũ vẫn còn hạn thì in token cũ, kèm cảnh báo trên stderr và mã thoát 0.',
  'connection id, as "oauth-tokens list" prints it': 'id của kết nối, như "oauth-tokens list" in ra',
  'it must still live that long, such as 5m': 'token phải còn hạn ít nhất chừng đó, ví dụ 5m',
  'print the HTTP header that carries it': 'in header HTTP mang token',
  'a token that was just refused is on stdin: get another':
    'token vừa bị từ chối nằm ở stdin: lấy token khác',
  'Redeem refresh tokens now; print the ids of the connections that were refreshed.':
    'Làm mới ngay; in id của các kết nối đã được làm mới.',
  'every connection': 'mọi kết nối',
  'only those whose access token has expired or soon will':
    'chỉ những kết nối có access token đã hoặc sắp hết hạn',
  'Keep every connection fresh until stopped.': 'Giữ mọi kết nối luôn mới cho đến khi bị dừng.',
  'SIGTERM ends it with status 0, Ctrl-C with 130, both after the refreshes under way.':
    'SIGTERM kết thúc với mã 0, Ctrl-C với mã 130, đều sau khi hoàn tất những lần làm mới đang chạy.',

  'Run a program with a valid access token in its environment.':
    'Chạy một chương trình với access token còn hiệu lực trong biến môi trường.',
  'Secrets of oauth-tokens itself are taken out of that environment.':
    'Các bí mật của chính oauth-tokens bị loại khỏi môi trường đó.',
  "The exit status is the program's, 128 + n after signal n; a failure of oauth-tokens is 125, a program that cannot be run 126, one that is not there 127.":
    'Mã thoát là của chương trình, 128 + n nếu bị tín hiệu n; lỗi của oauth-tokens là 125, không chạy được chương trình là 126, không tìm thấy là 127.',
  'after --: the program and its arguments': 'sau --: chương trình và các đối số của nó',
  'variable that gets the token': 'biến nhận token',
  "Make an authorized call to the provider's API.": 'Gọi API của nhà cung cấp kèm token.',
  'It goes to a host of the provider or of allowHosts; a dead token is refreshed and the call made once more.':
    'Chỉ gọi đến máy chủ của nhà cung cấp hoặc trong allowHosts; token chết thì được làm mới rồi gọi lại một lần.',
  'The body goes to stdout as it comes; --verbose shows status and headers on stderr.':
    'Nội dung trả về ra thẳng stdout; --verbose hiện trạng thái và các header trên stderr.',
  'GET unless said otherwise; POST with --data': 'GET nếu không ghi; POST khi có --data',
  'address to call': 'địa chỉ cần gọi',
  'send the content of a file, or with - of stdin; JSON is labelled as such':
    'gửi nội dung của tệp, hoặc của stdin nếu là -; JSON được gắn đúng kiểu nội dung',
  'add a header; a value of @FILE or - is read from there':
    'thêm header; giá trị @FILE hoặc - được đọc từ tệp hoặc stdin',
  'end with status 5 when the answer is HTTP 400 or above': 'thoát với mã 5 khi nhận HTTP 400 trở lên',

  'List the connections.': 'Liệt kê các kết nối.',
  'Show one connection in full, without secrets.': 'Xem đầy đủ một kết nối, không kèm bí mật.',
  'Tell the history of a connection: who refreshed it, when, why, and with what answer.':
    'Kể lịch sử của kết nối: ai làm mới, lúc nào, vì sao, và kết quả ra sao.',
  'The oldest comes first; what its state means, and what to do next, is said on stderr.':
    'Cũ nhất đứng trước; ý nghĩa của trạng thái và việc cần làm tiếp được báo trên stderr.',
  'End the consent at the provider, and delete its tokens here.':
    'Thu hồi quyền ở nhà cung cấp, và xóa token ở đây.',
  'Delete a connection here.': 'Xóa một kết nối khỏi đây.',
  'The provider is not told.': 'Nhà cung cấp không được báo.',

  'The keys that encrypt the stored tokens.': 'Các khóa mã hóa token trong kho.',
  'List the keys by their ids, and how much each of them has encrypted.':
    'Liệt kê id của các khóa, và mỗi khóa đang mã hóa bao nhiêu kết nối.',
  'A key itself is never shown.': 'Bản thân khóa không bao giờ được hiện ra.',
  'Encrypt every connection anew, with the first key.': 'Mã hóa lại mọi kết nối bằng khóa đầu tiên.',
  'It goes on where an earlier run ended; Ctrl-C stops it between two connections.':
    'Lần chạy sau làm tiếp từ chỗ lần trước dừng; Ctrl-C dừng giữa hai kết nối.',

  'Check configuration, keys, files, store, providers and connections; say what to do.':
    'Kiểm tra cấu hình, khóa, tệp, kho, nhà cung cấp và kết nối; cho biết cần làm gì.',
  'Warnings leave the status 0; else the first failure decides: 2 configuration or keys, 6 provider, 7 store.':
    'Chỉ có cảnh báo thì mã thoát vẫn là 0; nếu không, lỗi đầu tiên quyết định: 2 cấu hình hoặc khóa, 6 nhà cung cấp, 7 kho.',
  'Print the script that makes a shell complete commands, flags, connection and provider ids.':
    'In script để shell tự hoàn thành lệnh, cờ, id của kết nối và nhà cung cấp.',
  'your shell': 'shell bạn dùng',
  'List the configured providers, without secrets.':
    'Liệt kê các nhà cung cấp đã cấu hình, không kèm bí mật.',
  'Run the emulated providers on this machine, and print the settings that point to them.':
    'Chạy các nhà cung cấp giả lập trên máy này, và in thiết lập trỏ đến chúng.',
  'It runs until stopped: SIGTERM ends it with status 0, Ctrl-C with 130.':
    'Chạy cho đến khi bị dừng: SIGTERM kết thúc với mã 0, Ctrl-C với mã 130.',
  'port to listen on (default: a free one)': 'cổng để lắng nghe (mặc định: một cổng trống)',
  'how long access tokens live, such as 6s (default: as the real ones do)':
    'access token sống bao lâu, ví dụ 6s (mặc định: như token thật)',
  '--port takes a port: a number from 0 to 65535.': '--port nhận một cổng: số từ 0 đến 65535.',
}
