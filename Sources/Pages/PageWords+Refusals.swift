import Messages

/// Why a pressed button was refused, and what to do then; each is the true reason.
extension PageWords {
    /// The CSRF token is missing, or is another page's.
    package var csrfNotice: String {
        pick(
            "The button came without the mark of this page, so nothing was sent. Please press again.",
            "按钮未带本页的校验标记，答复尚未提交。请再按一次。",
            "按鈕未帶本頁的驗證標記，答覆尚未送出。請再按一次。"
        )
    }

    /// The form was on a page at another address than the public one.
    package func otherAddressNotice(_ opened: String, known: String) -> String {
        pick(
            """
            The page was opened at \(opened), but this server is known as \(known), so nothing was sent. Please open the \
            link in the message again, or call the duty desk.
            """,
            "页面是从 \(opened) 打开的，而本服务器的网址是 \(known)，尚未提交。请重新打开通知中的链接，或致电值班室。",
            "頁面是從 \(opened) 開啟的，而本伺服器的網址是 \(known)，尚未送出。請重新開啟通知中的連結，或致電值班室。"
        )
    }

    /// The form was on a page of another site.
    package var foreignNotice: String {
        pick(
            "The button was pressed on a page of another site, so nothing was sent. Please press here.",
            "按钮是在其他网站的页面上按的，答复尚未提交。请在本页按按钮。",
            "按鈕是在其他網站的頁面上按的，答覆尚未送出。請在本頁按按鈕。"
        )
    }

    /// The body is larger than any form of this page.
    package var tooLargeNotice: String {
        pick(
            "Nothing was sent: it is larger than this page allows. Please shorten the note and press again.",
            "尚未提交：内容过大。请缩短备注后再按一次。",
            "尚未送出：內容過大。請縮短備註後再按一次。"
        )
    }

    /// The body is no form, or a compressed one.
    package var formKindNotice: String {
        pick(
            """
            Nothing was stored: the browser sent the form in a way that is not taken here. Please press again, or use another \
            browser.
            """,
            "答复未能保存：浏览器所发表单的格式不受支持。请再按一次，或换用其他浏览器。",
            "答覆未能儲存：瀏覽器所傳表單的格式不受支援。請再按一次，或改用其他瀏覽器。"
        )
    }

    /// The form cannot be read.
    package var unreadableNotice: String {
        pick(
            "Nothing was stored: what the browser sent cannot be read. Please press again.",
            "答复未能保存：浏览器发来的内容无法读取。请再按一次。",
            "答覆未能儲存：瀏覽器傳來的內容無法讀取。請再按一次。"
        )
    }
}
