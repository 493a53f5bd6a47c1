/** token, exec, request, providers, sandbox. */
export const calls: Readonly<Record<string, string>> = {
  'The store did not take the new tokens of {0}; they are in the rescue folder of this machine, and are saved as soon as the store works again.':
    'Kho không nhận token mới của {0}; chúng đang nằm trong thư mục cứu hộ của máy này, và sẽ được lưu ngay khi kho hoạt động lại.',
  '--rejected takes only -, and the token on stdin: what stands in argv is seen by others.':
    '--rejected chỉ nhận -, còn token đưa qua stdin: những gì nằm trên dòng lệnh thì người khác thấy được.',
  'Refused token: ': 'Token bị từ chối: ',
  '--rejected - found no token on stdin.': '--rejected - không thấy token nào trên stdin.',

  '--env takes the name of a variable: letters, digits and _, such as ACCESS_TOKEN.':
    '--env nhận tên biến: chữ cái, chữ số và _, ví dụ ACCESS_TOKEN.',
  '{0} was not found: check its name, and PATH.': 'Không tìm thấy {0}: hãy kiểm tra tên và PATH.',
  '{0} cannot be run: check that it is a program, and that this user may run it.':
    'Không chạy được {0}: hãy kiểm tra đó có phải chương trình không, và người dùng này có quyền chạy không.',
  '{0} cannot be run: it is no program for this machine, or lacks a line like #!/bin/sh.':
    'Không chạy được {0}: không phải chương trình cho máy này, hoặc thiếu dòng đầu như #!/bin/sh.',
  '{0} cannot be run: its arguments and environment are too long.':
    'Không chạy được {0}: đối số và môi trường quá dài.',
  '{0} cannot be run ({1}).': 'Không chạy được {0} ({1}).',

  "--header takes 'NAME: VALUE', NAME:@FILE or NAME:-.":
    "--header nhận 'NAME: VALUE', NAME:@FILE hoặc NAME:-.",
  '--header {0} looks like a credential, and what stands in argv is seen by others: give it as {1}:@FILE or {2}:-. The access token is added by itself.':
    '--header {0} có vẻ là thông tin bí mật, mà những gì nằm trên dòng lệnh thì người khác thấy được: hãy đưa vào dạng {1}:@FILE hoặc {2}:-. Access token được tự động thêm.',
  'Only one value can be read from stdin; put the others in files.':
    'Chỉ đọc được một giá trị từ stdin; hãy để các giá trị khác trong tệp.',
  '--header {0}: its value cannot be sent; a header is one line of Latin letters.':
    '--header {0}: không gửi được giá trị này; header chỉ gồm một dòng chữ Latin không dấu.',
  'The method is not one: expected GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS.':
    'Phương thức không đúng: cần GET, POST, PUT, PATCH, DELETE, HEAD hoặc OPTIONS.',
  '{0} sends no body: leave out --data, or name another method.':
    '{0} không gửi nội dung: hãy bỏ --data, hoặc dùng phương thức khác.',
  '--data takes @FILE, or - for stdin: what stands in argv is seen by others.':
    '--data nhận @FILE, hoặc - cho stdin: những gì nằm trên dòng lệnh thì người khác thấy được.',
  'The address is no absolute URL: expected something like https://api.example.com/path.':
    'Địa chỉ không phải URL đầy đủ: cần dạng như https://api.example.com/path.',
  'a user name or password': 'tên người dùng hoặc mật khẩu',
  'a parameter': 'một tham số',
  'The address has {0} that looks like a credential, and what stands in argv is seen by others. The access token is added by itself; anything else can be a header: --header NAME:@FILE.':
    'Địa chỉ chứa {0} có vẻ là thông tin bí mật, mà những gì nằm trên dòng lệnh thì người khác thấy được. Access token được tự động thêm; giá trị khác có thể đưa vào header: --header NAME:@FILE.',
  '{0} broke off in the middle of its answer.': '{0} ngắt giữa chừng khi đang trả lời.',
  '{0} answered {1}.': '{0} trả lời {1}.',
  'an address that cannot be read': 'một địa chỉ không đọc được',
  '{0} redirects to {1}, which was not followed: a token goes nowhere but to the host that was named.':
    '{0} chuyển hướng đến {1}, nhưng không đi theo: token chỉ được gửi đến máy chủ đã nêu.',

  PROVIDER: 'NHÀ CUNG CẤP',
  HOSTS: 'MÁY CHỦ',

  'The sandbox listens on {0} – control and help: {1}/_sandbox/':
    'Sandbox đang lắng nghe ở {0} – điều khiển và hướng dẫn: {1}/_sandbox/',
  'These settings are not used beside {0}: try them in another folder.':
    'Các thiết lập này không có tác dụng cạnh {0}: hãy thử ở thư mục khác.',
  '--access-token-lifetime: {0}.': '--access-token-lifetime: {0}.',
  'The sandbox cannot listen on port {0} ({1}): choose another with --port.':
    'Sandbox không lắng nghe được ở cổng {0} ({1}): hãy chọn cổng khác bằng --port.',
}
