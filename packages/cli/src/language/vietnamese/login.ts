/** What logging in says: on the terminal, and in the browser that comes back. */
export const login: Readonly<Record<string, string>> = {
  'Address: ': 'Địa chỉ: ',
  'Code: ': 'Mã: ',
  'Verifier: ': 'Verifier: ',
  'Code: {0}': 'Mã: {0}',

  'The browser was sent to this link. Allow the app there; if no browser comes up, open it yourself:':
    'Đã gửi liên kết này cho trình duyệt. Hãy cấp quyền cho ứng dụng ở đó; nếu trình duyệt không hiện ra, hãy tự mở:',
  'Open this link in a browser and allow the app:':
    'Mở liên kết này trong trình duyệt và cấp quyền cho ứng dụng:',
  'In a window of {0}×{1} it is shown as a QR code too.':
    'Cửa sổ rộng từ {0}×{1} sẽ hiện thêm mã QR của liên kết.',
  'After the consent the browser is sent to {0} with a code behind it. Whether or not a page appears, copy the whole address from the browser and paste it here.':
    'Sau khi cấp quyền, trình duyệt chuyển tới {0} kèm một mã phía sau. Dù trang có hiện ra hay không, hãy chép toàn bộ địa chỉ trên trình duyệt rồi dán vào đây.',
  'After the consent the browser goes to {0}. If it runs on this machine, the login is finished by that.':
    'Sau khi cấp quyền, trình duyệt chuyển tới {0}. Nếu trình duyệt ở trên máy này thì đăng nhập hoàn tất luôn.',
  'If it runs on another machine, it shows an error there: copy the whole address of that page and paste it here.':
    'Nếu trình duyệt ở máy khác, trang đó sẽ báo lỗi: hãy chép toàn bộ địa chỉ của trang rồi dán vào đây.',
  'Or run "{0}" on the other machine, with this one for HOST: then its browser comes back here by itself.':
    'Hoặc chạy "{0}" ở máy kia, thay HOST bằng máy này: khi đó trình duyệt bên ấy tự quay về đây.',
  'Or without any of this: {0}': 'Hoặc không cần các bước trên: {0}',
  'Type this code there:': 'Nhập mã này ở đó:',
  'Check that the page shows this code:': 'Kiểm tra xem trang đó có hiện đúng mã này không:',
  'Waiting for the consent': 'Đang chờ cấp quyền',
  '{0}, until {1}.': '{0}, đến {1}.',
  '{0} … {1} left; Ctrl-C ends it': '{0} … còn {1}; Ctrl-C để dừng',
  'A browser came back from another login. This one goes on waiting.':
    'Có trình duyệt quay về từ một lần đăng nhập khác. Lần này vẫn tiếp tục chờ.',
  'finishing the login (≤ 20 s); again to abandon it: its tokens may be lost':
    'đang hoàn tất đăng nhập (≤ 20 giây); bấm lần nữa để bỏ dở: có thể mất token',

  'Connected {0}.': 'Đã kết nối {0}.',
  'Connected "{0}" as {1}.': 'Đã kết nối "{0}" với id {1}.',
  'Account {0} of {1}': 'Tài khoản {0}/{1}',
  'Account {0} of {1}: {2}': 'Tài khoản {0}/{1}: {2}',
  '{0} of {1} accounts are connected.': 'Đã kết nối {0}/{1} tài khoản.',

  Connected: 'Đã kết nối',
  '{0} is connected.': '{0} đã được kết nối.',
  'The login did not succeed': 'Đăng nhập không thành công',
  'The terminal says more.': 'Xem thêm trong cửa sổ dòng lệnh.',
  'Something unexpected happened.': 'Đã xảy ra lỗi ngoài dự kiến.',
  'You may close this window and go back to the terminal.':
    'Bạn có thể đóng cửa sổ này và quay lại cửa sổ dòng lệnh.',
  'This is another login': 'Đây là một lần đăng nhập khác',
  'This address does not belong to the login that is waiting in the terminal. That one goes on: use the link that it shows.':
    'Địa chỉ này không thuộc lần đăng nhập đang chờ trong cửa sổ dòng lệnh. Lần đó vẫn tiếp tục: hãy dùng liên kết hiện ở đó.',
  'If you began the other login with "oauth-tokens url", finish it there: oauth-tokens callback \'this whole address\'.':
    'Nếu lần kia bắt đầu bằng "oauth-tokens url", hãy hoàn tất bằng: oauth-tokens callback \'toàn bộ địa chỉ này\'.',

  'No consent came within {0}. If the provider showed an error page, it says why. Then run the login again.':
    'Không có ai cấp quyền trong {0}. Nếu nhà cung cấp hiện trang lỗi, trang đó cho biết lý do. Sau đó hãy đăng nhập lại.',
  'The browser cannot come back here: the port of {0} is taken, perhaps by another login. End what uses it and try again, or log in with --paste.':
    'Trình duyệt không quay về đây được: cổng của {0} đang bị chiếm, có thể do một lần đăng nhập khác. Hãy dừng chương trình đang dùng cổng rồi thử lại, hoặc đăng nhập với --paste.',
  'The browser cannot come back here: nobody may listen on {0} ({1}). Register a redirect URI with another port, or log in with --paste.':
    'Trình duyệt không quay về đây được: không thể lắng nghe ở {0} ({1}). Hãy đăng ký redirect URI với cổng khác, hoặc đăng nhập với --paste.',
  'No address came on stdin.': 'Không có địa chỉ nào trên stdin.',
  '"oauth-tokens callback URL" finishes this login, within 10 minutes':
    '"oauth-tokens callback URL" hoàn tất lần đăng nhập này, trong vòng 10 phút',
  'That is the address of the consent page. Allow the app there; the address that the browser goes to after that is needed, which begins with {0}.':
    'Đó là địa chỉ của trang cấp quyền. Hãy cấp quyền ở đó; cần địa chỉ mà trình duyệt chuyển tới sau đó, bắt đầu bằng {0}.',
  'That is only a part of the address. All of it is needed, from {0} to the end: it also tells which login it belongs to.':
    'Đó chỉ là một phần của địa chỉ. Cần toàn bộ, từ {0} đến hết: địa chỉ còn cho biết nó thuộc lần đăng nhập nào.',
  'That is no address: expected the whole one that the browser ended on, which begins with {0}.':
    'Đó không phải là địa chỉ: cần toàn bộ địa chỉ cuối cùng trên trình duyệt, bắt đầu bằng {0}.',
  'That is another site. The address that the browser ends on after the consent is needed, which begins with {0}.':
    'Đó là trang khác. Cần địa chỉ cuối cùng trên trình duyệt sau khi cấp quyền, bắt đầu bằng {0}.',
  'Something is missing in that address: copy all of it, with everything behind the "?".':
    'Địa chỉ đó bị thiếu: hãy chép toàn bộ, kể cả phần sau dấu "?".',
  'That address belongs to another login. Open the link above, and paste the address that the browser ends on then.':
    'Địa chỉ đó thuộc một lần đăng nhập khác. Hãy mở liên kết ở trên rồi dán địa chỉ cuối cùng trên trình duyệt.',
  'The address lacks its state. Put it in quotes: a shell cuts it off at "&".':
    'Địa chỉ thiếu phần state. Hãy đặt địa chỉ trong dấu nháy: shell cắt nó ở dấu "&".',
  'The link is good until {0}: open it and allow the app. By then, too, pass the address that the browser ends on, in quotes, to "oauth-tokens callback".':
    'Liên kết dùng được đến {0}: hãy mở nó và cấp quyền cho ứng dụng. Cũng trước lúc đó, hãy đưa địa chỉ cuối cùng trên trình duyệt, đặt trong dấu nháy, cho "oauth-tokens callback".',

  '--account says which accounts, --count only how many: give one of the two.':
    '--account nêu rõ tài khoản nào, --count chỉ nêu số lượng: hãy dùng một trong hai.',
  '--count takes a number from 1 to {0}.': '--count nhận một số từ 1 đến {0}.',
  '{0} is for one account: log in one at a time with it.':
    '{0} chỉ dùng cho một tài khoản: hãy đăng nhập từng tài khoản một.',
  '--code, --device and --paste are three ways to log in: choose one.':
    '--code, --device và --paste là ba cách đăng nhập: hãy chọn một.',
  '{0} gives tokens to the app itself: name the connection with --account.':
    '{0} cấp token cho chính ứng dụng: hãy đặt tên kết nối bằng --account.',
  '--param is not NAME=VALUE: expected something like --param location=eu.':
    '--param không đúng dạng NAME=VALUE: ví dụ --param location=eu.',
  'A PKCE verifier is a secret and does not belong on the command line: give --code-verifier - and the verifier on stdin.':
    'PKCE verifier là bí mật, không được để trên dòng lệnh: hãy dùng --code-verifier - và đưa verifier qua stdin.',
  'No code came on stdin.': 'Không có mã nào trên stdin.',
  'Expected two lines on stdin: the code, then the verifier.': 'Cần hai dòng trên stdin: mã, rồi verifier.',
  'Expected the verifier on stdin.': 'Cần verifier trên stdin.',

  'the account that must consent, any other is refused; repeat it for several':
    'tài khoản phải cấp quyền, tài khoản khác bị từ chối; lặp lại cờ này để đăng nhập nhiều tài khoản',
  'log in so many accounts, one after the other': 'đăng nhập lần lượt bấy nhiêu tài khoản',
  'open no browser: show the link, as text and as a QR code':
    'không mở trình duyệt: chỉ hiện liên kết và mã QR',
  'how long to wait for the consent (default: as long as the link is good)':
    'chờ cấp quyền trong bao lâu (mặc định: đến khi liên kết hết hạn)',
}
